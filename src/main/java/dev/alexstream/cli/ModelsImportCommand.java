package dev.alexstream.cli;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a model folder into the store and registers it; nothing answers with it before it is promoted.",
            "It keeps its version if that is a whole number that no other model of its name has, else it takes the next."
        })
final class ModelsImportCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A model folder, as 'train' and 'export' write it.")
    private Path folder;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Where it comes from, for those who look back.")
    private String reason;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsImportCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
            throw new ParameterException(
                    spec.commandLine(), folder + " is not a model folder: it has no manifest.json");
        }
        ModelEntry entry = ModelOffice.visit(settings, kafka, office -> {
            LoadedModel model = ModelFolder.read(folder);
            return office.releases().register(model, Optional.empty(), ModelOffice.note(reason));
        });
        if (output.json()) {
            console.line(ModelLines.json(entry, entry.last()));
        } else {
            console.line(entry.key() + " is " + entry.state().word() + "; 'alexstream models promote " + entry.key()
                    + "' makes it answer");
        }
        return ExitCode.DONE;
    }
}
