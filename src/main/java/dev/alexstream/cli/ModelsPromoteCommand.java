package dev.alexstream.cli;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelReleases;
import dev.alexstream.model.Registry;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a registered version the champion: all workers that no model is configured for answer with it within",
            "seconds. Or has it tried beside the champion first: in shadow it is asked about every image, and what it says",
            "goes to the topic images.shadow only; as a canary it answers a share of the keys. A trial goes on until the",
            "version is promoted, or 'models retire' ends it."
        })
final class ModelsPromoteCommand implements Callable<Integer> {

    private static final double USUAL_SHARE = 0.1;

    /** How a version comes to answer. */
    enum Rollout {
        DIRECT,
        SHADOW,
        CANARY
    }

    private final Console console;
    private final Settings settings;

    @Parameters(paramLabel = "NAME/VERSION", converter = ModelKey.Converter.class, description = "As 'list' shows it.")
    private ModelKey model;

    @Option(
            names = "--rollout",
            paramLabel = "direct|shadow|canary",
            defaultValue = "direct",
            description = "At once (default), or a trial.")
    private Rollout rollout;

    @Option(
            names = "--share",
            paramLabel = "S",
            description = "Share of the keys that a canary answers, above 0 and at most 1 (default: 0.1).")
    private Double share;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look back.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsPromoteCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        requireSense();
        Registry after = ModelOffice.visit(settings, kafka, office -> changed(office.releases()));
        if (rollout == Rollout.DIRECT) {
            ModelLines.printChampion(console, output, after);
        } else {
            after.find(model.name(), model.version()).ifPresent(entry -> ModelLines.print(console, output, entry));
        }
        return ExitCode.DONE;
    }

    private void requireSense() {
        if (share != null && rollout != Rollout.CANARY) {
            throw new ParameterException(spec.commandLine(), "--share is of a canary: add --rollout canary");
        }
        if (share != null && !(share > 0 && share <= 1)) {
            throw new ParameterException(spec.commandLine(), "--share " + share + " is not above 0 and at most 1");
        }
    }

    private Registry changed(ModelReleases releases) {
        ChangeNote note = ModelOffice.note(reason);
        return switch (rollout) {
            case DIRECT -> releases.promote(model.name(), model.version(), note);
            case SHADOW -> releases.attempt(model.name(), model.version(), OptionalDouble.empty(), note);
            case CANARY ->
                releases.attempt(
                        model.name(), model.version(), OptionalDouble.of(share == null ? USUAL_SHARE : share), note);
        };
    }
}
