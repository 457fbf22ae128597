package dev.alexstream.cli;

import dev.alexstream.NativeLibraries;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            "Leaves nothing behind."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int DRAWINGS = 20;
    private static final long SEED = 17;

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "A folder of photographs, or one photograph (default: drawings, whose labels mean nothing).")
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
        Optional<List<Source>> photographs = Optional.ofNullable(images).map(this::sources);
        AtomicBoolean stopped = new AtomicBoolean();
        return StopSignal.during(() -> stopped.set(true), () -> {
            try (TemporaryFolder folder = TemporaryFolder.create("demo")) {
                List<Source> sources = photographs.orElseGet(() -> drawings(folder));
                var stage = new DemoStage(folder.path(), chosen, stopped::get);
                DemoReport report = new DemoReport(console, output.json(), sources.size());
                return NativeLibraries.whileLoading(() -> stage.play(sources, report));
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

    private List<Source> drawings(TemporaryFolder folder) {
        console.note("No --images given: these are drawings, and what the model calls them means nothing.");
        List<Drawn> drawings = SyntheticImages.draw(DRAWINGS, SEED);
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < drawings.size(); i++) {
            Drawn drawing = drawings.get(i);
            files.put(String.format(Locale.ROOT, "%02d-%s.jpg", i + 1, drawing.label()), drawing.jpeg());
        }
        return ImageFolder.files(folder.write("drawings", files)).toList();
    }
}
