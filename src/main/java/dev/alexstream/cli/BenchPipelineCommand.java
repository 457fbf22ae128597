package dev.alexstream.cli;

import dev.alexstream.NativeLibraries;
import dev.alexstream.bench.BenchException;
import dev.alexstream.cli.BenchPipeline.Images;
import dev.alexstream.cli.BenchPipeline.Load;
import dev.alexstream.devbroker.BrokerStartException;
import dev.alexstream.engine.EngineException;
import dev.alexstream.kafka.KafkaSetupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
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
            "Measures the way from a published image to its outcome, with a broker and a worker of its own, and audits it.",
            "Without --rate a backlog is drained: how many images a second, and how busy the engine is kept. With --rate images come"
                    + " steadily: how long each takes."
        })
final class BenchPipelineCommand implements Callable<Integer> {

    /** Before the measured ones, so long or so many: the compilers of three JVMs need it. */
    private static final Duration STEADY_WARM_UP = Duration.ofSeconds(30);

    private static final int BACKLOG_WARM_UPS = 8_000;

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Images that are measured (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--rate", paramLabel = "R", description = "Images a second, whatever becomes of earlier ones.")
    private Double rate;

    @Option(
            names = "--as",
            paramLabel = "bytes|reference",
            defaultValue = "bytes",
            description = "How images travel (default: ${DEFAULT-VALUE}).")
    private Publisher.Mode mode;

    @Mixin
    private PhotographOptions photographs;

    @Mixin
    private ModelOptions model;

    @Mixin
    private OutputOptions output;

    BenchPipelineCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        requireSense();
        AtomicBoolean stopped = new AtomicBoolean();
        Map<String, String> chosenModel = model.asSettings();
        Optional<Path> images = photographs.folder();
        List<Path> given = NativeLibraries.whileLoading(() ->
                images.map(folder -> BenchImages.in(folder, spec, console)).orElse(List.of()));
        return StopSignal.during(() -> stopped.set(true), () -> {
            try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
                Path source = images.orElseGet(() -> BenchImages.draw(folder));
                List<Path> files = images.isEmpty() ? BenchImages.files(source) : given;
                Settings chosen =
                        settings.with(chosenModel).with(Map.of("alexstream.fetch.file.root", source.toString()));
                return measure(chosen, files, folder.path(), stopped);
            }
        });
    }

    private int measure(Settings chosen, List<Path> files, Path folder, AtomicBoolean stopped) {
        var load = new Load(count, rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate), mode, warmUps());
        var contents = new Images(files, BenchImages.read(files));
        try (BenchParts parts = BenchParts.here(folder, console)) {
            BenchPipelineRun run = new BenchPipeline(console, chosen, load, contents, stopped::get).run(parts, folder);
            new BenchPipelineReport(console, output.json()).print(load, contents.contents(), run);
            return exitCode(run);
        } catch (BenchException | BrokerStartException | KafkaSetupException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (KafkaException e) {
            throw KafkaFailures.during("the measurement", e);
        }
    }

    /** Twice as many as the measured ones at most. */
    private int warmUps() {
        double enough = rate == null ? BACKLOG_WARM_UPS : rate * STEADY_WARM_UP.toSeconds();
        return (int) Math.min(2L * count, Math.round(Math.max(1, enough)));
    }

    private static int exitCode(BenchPipelineRun run) {
        if (!run.audit().clean()) {
            throw new CommandFailure("the audit found faults: " + AuditLines.brief(run.audit()));
        }
        return run.measured().flow().rejected() == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    private void requireSense() {
        require(count > 0, "--count " + count + " is less than 1");
        require(rate == null || (rate > 0 && Double.isFinite(rate)), "--rate " + rate + " is not above 0");
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
