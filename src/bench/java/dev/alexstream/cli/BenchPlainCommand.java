package dev.alexstream.cli;

import dev.alexstream.CompilerThreads;
import dev.alexstream.bench.PipelineDuelFigures;
import dev.alexstream.cli.BenchPipeline.Images;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the packaged worker and the same pipeline written plainly on ONNX Runtime, in turns, at one broker.",
            "Exit code 1 when the two do not agree on what they see, or the audit finds a fault."
        })
final class BenchPlainCommand implements Callable<Integer> {

    /** Of the trial that shows whether an image can be decoded at all. */
    private static final ImageGeometry TRIAL = new ImageGeometry(256, 227);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Images in the backlog of a round (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--program",
            paramLabel = "JAR",
            defaultValue = "target/quarkus-app/quarkus-run.jar",
            description = "The packaged program (default: ${DEFAULT-VALUE}).")
    private Path program;

    @Mixin
    private PhotographOptions photographs;

    @Mixin
    private RoundsOptions rounds;

    @Mixin
    private ModelOptions model;

    @Mixin
    private OutputOptions output;

    BenchPlainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireSense();
        CompilerThreads.giveWay();
        AtomicBoolean stopped = new AtomicBoolean();
        Settings settings = Settings.of(model.asSettings());
        return StopSignal.during(() -> stopped.set(true), () -> {
            try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
                Images chosen = images(settings, folder);
                var duel = new PipelineDuel(console, settings, program, chosen, stopped::get);
                PipelineDuelFigures figures = duel.run(folder.path(), new PipelineDuel.Effort(count, rounds.rounds()));
                new BenchPlainReport(console, output.json()).print(figures);
                return ExitCode.DONE;
            }
        });
    }

    /** What cannot be decoded is left out: the plain pipeline knows no dead letters. */
    private Images images(Settings settings, TemporaryFolder folder) {
        List<Path> files = photographs
                .folder()
                .map(images -> BenchImages.in(images, spec, console))
                .orElseGet(() -> BenchImages.files(BenchImages.draw(folder)));
        var decoder = new OpenCvImageDecoder(settings.config().of(ImageConfig.class));
        List<Path> sound = files.stream()
                .filter(file -> decoder.decode(BenchImages.read(List.of(file)).get(0), TRIAL) instanceof Decoded)
                .toList();
        if (sound.isEmpty()) {
            throw new CommandFailure("no image in " + files.get(0).getParent() + " can be decoded");
        }
        if (sound.size() < files.size()) {
            console.note(Numbers.counted(files.size() - sound.size(), "file") + " cannot be decoded and are left out");
        }
        return new Images(sound, BenchImages.read(sound));
    }

    private void requireSense() {
        require(count > 0, "--count " + count + " is less than 1");
        rounds.requireSense();
        require(Files.isRegularFile(program), "--program " + program + " is not there; the goal 'package' makes it");
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
