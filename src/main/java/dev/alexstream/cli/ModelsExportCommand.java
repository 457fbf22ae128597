package dev.alexstream.cli;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Copies a registered version out of the store, into a folder that --model and 'import' take.")
final class ModelsExportCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Parameters(paramLabel = "NAME/VERSION", converter = ModelKey.Converter.class, description = "As 'list' shows it.")
    private ModelKey model;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The model folder to write. Must not exist, or be empty.")
    private Path out;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsExportCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return ModelOffice.visit(settings, kafka, office -> {
            ModelFolder.requireFree(out);
            ModelEntry entry = office.registry().snapshot().require(model.name(), model.version());
            LoadedModel read =
                    office.store().read(entry.location(), entry.model().digest());
            print(entry, ModelFolder.write(read, out));
            return ExitCode.DONE;
        });
    }

    private void print(ModelEntry entry, LoadedModel written) {
        if (output.json()) {
            console.line(JsonLine.of(JsonLine.object()
                    .put("name", entry.model().name())
                    .put("version", entry.model().version())
                    .put("digest", written.manifest().digest())
                    .put("folder", out.toAbsolutePath().normalize().toString())));
        } else {
            console.line(entry.key() + " is in " + out);
        }
    }
}
