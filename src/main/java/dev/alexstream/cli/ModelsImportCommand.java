package dev.alexstream.cli;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.foreign.ForeignModels;
import dev.alexstream.network.Preprocessing;
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
            "Copies a model into the store and registers it; nothing answers with it before it is promoted. With --out it",
            "is written to a folder instead, and no Kafka is needed.",
            "The model is a folder, as 'train' and 'export' write it, or the weights of another program: the state of",
            "torchvision's AlexNet as safetensors, HDF5 that Keras wrote of the widely copied AlexNet listing, or a zip that",
            "ModelSerializer of DL4J wrote of one of this program's architectures. The content of the file tells which it is;",
            "nothing in it is run.",
            "A model keeps its version if that is a whole number that no other model of its name has, else it takes the next."
        })
final class ModelsImportCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR|FILE", description = "A model folder, or a file of weights.")
    private Path given;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The model folder to write. Must not exist, or be empty.")
    private Path out;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Where it comes from, for those who look back.")
    private String reason;

    @Mixin
    private ForeignModelOptions foreign;

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
        requireSense();
        try {
            if (out == null) {
                register();
            } else {
                ModelFolder.requireFree(out);
                report(ModelFolder.write(read(), out));
            }
            return ExitCode.DONE;
        } catch (ModelException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void requireSense() {
        boolean file = Files.isRegularFile(given);
        require(
                file || Files.isRegularFile(given.resolve("manifest.json")),
                given + " is neither a file nor a model folder, which has a manifest.json");
        require(file || !foreign.any(), "a model folder says itself what it is, --name and the like are for files");
        foreign.requireSense();
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    private LoadedModel read() {
        return Files.isDirectory(given)
                ? ModelFolder.read(given)
                : ForeignModels.read(given, foreign.request(out == null ? given : out));
    }

    private void register() {
        LoadedModel model = read();
        ModelEntry entry = ModelOffice.visit(settings, kafka, office -> office.releases()
                .register(model, Optional.empty(), ModelOffice.note(reason)));
        if (output.json()) {
            console.line(ModelLines.json(entry, entry.last()));
        } else {
            console.line(entry.key() + " is " + entry.state().word() + "; 'alexstream models promote " + entry.key()
                    + "' makes it answer");
        }
    }

    private void report(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        if (output.json()) {
            console.line(JsonLine.of(JsonLine.object()
                    .put("name", manifest.name())
                    .put("version", manifest.version())
                    .put("digest", manifest.digest())
                    .put("folder", out.toString())
                    .put("architecture", manifest.architecture().name())
                    .put("classes", manifest.labels().size())));
            return;
        }
        Preprocessing preprocessing = manifest.preprocessing();
        console.line("%s, %d classes; images minus %s, divided by %s"
                .formatted(
                        manifest.architecture().name(),
                        manifest.labels().size(),
                        preprocessing.mean(),
                        preprocessing.scale()));
        console.line("model " + manifest.name() + " " + manifest.digest() + " written to " + out);
    }
}
