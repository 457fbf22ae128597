package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftEventCodec;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelEntryCodec;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.Registry;
import dev.alexstream.model.TrainingLineage;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints all that is known of a version: what it was trained on, its figures, and everything that"
                + " happened to it, with the reasons.")
final class ModelsShowCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Parameters(
            paramLabel = "NAME[/VERSION]",
            description = "Without a version: the champion if it has this name, else the newest one.")
    private String model;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsShowCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return ModelOffice.visit(settings, kafka, office -> {
            ModelEntry entry = find(office.registry().snapshot());
            show(entry, manifest(office, entry), office.registry().drift(entry.model()));
            return ExitCode.DONE;
        });
    }

    private ModelEntry find(Registry registry) {
        int slash = model.indexOf('/');
        if (slash >= 0) {
            return registry.require(model.substring(0, slash), model.substring(slash + 1));
        }
        return registry.champion()
                .filter(champion -> champion.model().name().equals(model))
                .or(() -> registry.entries().stream()
                        .filter(entry -> entry.model().name().equals(model))
                        .max(Comparator.comparing(
                                entry -> entry.history().get(0).at())))
                .orElseThrow(() -> new CommandFailure("the registry has no model named " + model));
    }

    /** The registry is there wherever Kafka is; the store may not be. */
    private Optional<ModelManifest> manifest(ModelOffice office, ModelEntry entry) {
        try {
            return Optional.of(office.store()
                    .read(entry.location(), entry.model().digest())
                    .manifest());
        } catch (ModelException e) {
            console.note("how it was trained cannot be told, the model cannot be read from here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void show(ModelEntry entry, Optional<ModelManifest> manifest, Optional<DriftEvent> drift) {
        Optional<TrainingLineage> training = manifest.map(ModelManifest::training);
        if (output.json()) {
            ObjectNode line =
                    (ObjectNode) JsonLine.parse(ModelEntryCodec.encode(entry)).orElseThrow();
            manifest.ifPresent(
                    known -> line.put("architecture", known.architecture().name()));
            manifest.ifPresent(known -> line.put("labels", known.labels().size()));
            training.ifPresent(how -> line.set("training", lineage(how)));
            drift.flatMap(event -> JsonLine.parse(DriftEventCodec.encode(event)))
                    .ifPresent(event -> line.set("drift", event));
            console.line(JsonLine.of(line));
            return;
        }
        ModelLines.story(entry).forEach(console::line);
        manifest.ifPresent(known -> console.line("network   "
                + known.architecture().name() + ", " + known.labels().size() + " labels"));
        training.ifPresent(how -> console.line("trained   on " + how.examples() + " examples of "
                + Plain.printable(how.dataSet()) + " (" + how.dataSetDigest() + "), from "
                + Plain.printable(how.base())));
        manifest.map(ModelManifest::reference)
                .ifPresent(reference -> console.line(
                        "reference " + reference.images() + " answers: " + Plain.printable(reference.source())));
        drift.ifPresent(event -> console.line("drift     " + ModelLines.drift(event)));
    }

    private static ObjectNode lineage(TrainingLineage training) {
        return JsonLine.object()
                .put("data_set", training.dataSet())
                .put("data_set_digest", training.dataSetDigest())
                .put("examples", training.examples())
                .put("base", training.base())
                .put("seed", training.seed());
    }
}
