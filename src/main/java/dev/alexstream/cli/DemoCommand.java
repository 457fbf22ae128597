package dev.alexstream.cli;

import dev.alexstream.NativeLibraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows all of it in one process: starts a broker and a worker, publishes images, prints what comes out, audits it.",
            "Without --images the images are drawings of classes that the model has never seen: then it publishes others with",
            "their labels, waits until a better model has been learned, and asks again. Leaves nothing behind."
        })
final class DemoCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "A folder of photographs, or one photograph (default: drawings).")
    private Path images;

    @Mixin
    private ModelOptions model;

    @Mixin
    private OutputOptions output;

    DemoCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Settings chosen = settings.with(model.asSettings());
        Optional<DemoScript> photographs = Optional.ofNullable(images).map(path -> DemoScript.classify(sources(path)));
        AtomicBoolean stopped = new AtomicBoolean();
        return StopSignal.during(() -> stopped.set(true), () -> {
            try (TemporaryFolder folder = TemporaryFolder.create("demo")) {
                DemoScript script = photographs.orElseGet(() -> drawings(folder));
                var stage = new DemoStage(folder.path(), chosen, stopped::get);
                return NativeLibraries.whileLoading(() -> stage.play(script, new DemoReport(console, output.json())));
            }
        });
    }

    private List<Source> sources(Path path) {
        List<Source> found = SourceArguments.sourcesOf(path.toString()).toList();
        for (Source source : found) {
            if (source instanceof Source.Unusable unusable && unusable.text().equals(path.toString())) {
                throw new ParameterException(spec.commandLine(), "--images " + path + ": " + unusable.reason());
            }
        }
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--images " + path + ": there is no file in it");
        }
        return found;
    }

    private DemoScript drawings(TemporaryFolder folder) {
        console.note("No --images given: these are drawings, and what the model calls them means nothing until it has"
                + " learned what they are.");
        return DemoScript.draw(folder);
    }
}
