package dev.alexstream.cli;

import dev.alexstream.NativeLibraries;
import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.EngineBench;
import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.EngineException;
import dev.alexstream.engine.RawPrimitives;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.NetworkException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the engines that this build and this CPU have, on the same weights and images, taking turns.",
            "Weights and images are seeded noise. Exit code 1 when the engines do not agree on what they see."
        })
final class BenchEngineCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dense-units",
            paramLabel = "L",
            split = ",",
            description = "Units of the dense layers before the output (default: the architecture's own).")
    private List<Integer> denseUnits = List.of();

    @Option(
            names = "--engine",
            paramLabel = "L",
            split = ",",
            description = "onednn, nd4j, dl4j (default: all but dl4j, which is made for training).")
    private List<String> engines = List.of();

    @Option(
            names = "--precision",
            paramLabel = "L",
            split = ",",
            description = "fp32, bf16, int8 (default: all that the engines have here).")
    private List<String> precisions = List.of();

    @Option(
            names = "--primitives",
            description = "Also run oneDNN's bare operations, and tell which share of the engine's time they need.")
    private boolean primitives;

    @Mixin
    private EngineOptions network;

    @Mixin
    private RoundsOptions rounds;

    @Mixin
    private ModelOptions model;

    @Mixin
    private OutputOptions output;

    BenchEngineCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        requireSense();
        try {
            MeasuredNetwork measured = NativeLibraries.whileLoading(this::network);
            try (EngineBench bench = new EngineBench(measured, primitives)) {
                new BenchEngines(console, settings, engines, precisions).open(bench);
                report(measured, bench);
            }
            return ExitCode.DONE;
        } catch (BenchException | EngineException | NetworkException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new CommandFailure(
                    "memory ran out (" + e.getMessage()
                            + "); name fewer engines and precisions with --engine and --precision,"
                            + " or give Java more with -Xmx",
                    e);
        }
    }

    private void report(MeasuredNetwork measured, EngineBench bench) {
        var report = new BenchEngineReport(console, output.json(), measured, primitives);
        List<Integer> batches = network.batches();
        try (Progress bar = Progress.on(console, "measuring", batches.size())) {
            for (int batch : batches) {
                List<EngineFigure> figures = bench.measure(batch, rounds.rounds());
                bar.step();
                figures.forEach(report::add);
            }
        }
        report.conclude();
    }

    private MeasuredNetwork network() {
        if (model.folder().isPresent()) {
            LoadedModel loaded = Models.load(settings.with(model.asSettings()));
            return new MeasuredNetwork(
                    loaded.architecture(), loaded.weights(), loaded.manifest().preprocessing());
        }
        var parameters = new ArchitectureParameters(network.classes(), denseUnits, LrnOrder.BEFORE_POOLING);
        return MeasuredNetwork.random(AlexNets.of(network.architecture(), parameters));
    }

    private void requireSense() {
        network.requireSense();
        rounds.requireSense();
        require(denseUnits.stream().allMatch(units -> units > 0), "--dense-units " + denseUnits + " must be positive");
        requireKnown("--engine", engines, BenchEngines.ENGINES);
        requireKnown("--precision", precisions, BenchEngines.PRECISIONS);
        if (primitives) {
            network.batches().forEach(this::requireOneRun);
        }
        boolean both = model.folder().isPresent()
                && List.of("--architecture", "--classes", "--dense-units").stream()
                        .anyMatch(name -> spec.commandLine().getParseResult().hasMatchedOption(name));
        require(!both, "--model has an architecture already; leave --architecture, --classes and --dense-units out");
    }

    /** Bare operations on more images than the engine runs at once would be compared with several runs of it. */
    private void requireOneRun(int batch) {
        int most = RawPrimitives.MOST_IMAGES;
        require(
                batch <= most,
                "--batch " + batch + " is run in parts of " + most
                        + " images, which --primitives cannot be compared with; take " + most
                        + " at most, or leave --primitives out");
    }

    private void requireKnown(String option, List<String> given, List<String> known) {
        given.forEach(
                each -> require(known.contains(each), option + " " + each + " is none of " + String.join(", ", known)));
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
