package dev.alexstream.cli;

import dev.alexstream.bench.GrowthChart;
import dev.alexstream.bench.MachineFeatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how cost grows with batches, images, partitions and backlogs, and writes a page with a picture and tables.",
            "A few sizes of each unless --full."
        })
final class BenchGrowthCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--chart",
            paramLabel = "L",
            split = ",",
            description =
                    "engine, decode, partitions, backlog (default: all). The others stay as they were measured before.")
    private List<GrowthChart> charts = List.of(GrowthChart.values());

    @Option(names = "--full", description = "Every size; perhaps half an hour.")
    private boolean full;

    @Option(
            names = "--most-backlog",
            paramLabel = "N",
            defaultValue = "100000",
            description = "No backlog above this one (default: ${DEFAULT-VALUE}).")
    private int mostBacklog;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "src/docs",
            description = "Where growth.md, growth.svg and growth.jsonl are written (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--program",
            paramLabel = "JAR",
            defaultValue = "target/quarkus-app/quarkus-run.jar",
            description = "The packaged program (default: ${DEFAULT-VALUE}).")
    private Path program;

    BenchGrowthCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        require(Files.isDirectory(out), "--out " + out + " is not a folder");
        require(Files.isRegularFile(program), "--program " + program + " is not there; the goal 'package' makes it");
        GrowthSteps steps = (full ? GrowthSteps.ALL : GrowthSteps.FEW).withoutBacklogsAbove(mostBacklog);
        require(!steps.backlogs().isEmpty(), "--most-backlog " + mostBacklog + " is less than any backlog");
        AtomicBoolean stopped = new AtomicBoolean();
        var measurements = new GrowthMeasurements(console, Settings.of(Map.of()), steps, program, stopped::get);
        var files = new GrowthFiles(out, MachineFeatures.here());
        return StopSignal.during(() -> stopped.set(true), () -> {
            charts.forEach(chart -> files.replace(chart, measurements.measure(chart)));
            return ExitCode.DONE;
        });
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
