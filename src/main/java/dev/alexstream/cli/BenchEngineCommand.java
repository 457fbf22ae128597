package dev.alexstream.cli;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.EngineBench;
import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.EngineException;
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
            names = "--architecture",
            paramLabel = "A",
            defaultValue = AlexNets.ALEXNET_2012,
            completionCandidates = ArchitectureNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String architecture;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--dense-units",
            paramLabel = "L",
            split = ",",
            description = "Units of the dense layers before the output (default: the architecture's own).")
    private List<Integer> denseUnits = List.of();

    @Option(
            names = "--batch",
            paramLabel = "L",
            split = ",",
            defaultValue = "1,8,32,64",
            description = "Batch sizes (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

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
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each engine has its turn; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

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
            MeasuredNetwork network = network();
            try (EngineBench bench = new EngineBench(network)) {
                new BenchEngines(console, settings, engines, precisions).open(bench);
                report(network, bench);
            }
            return ExitCode.DONE;
        } catch (BenchException | EngineException | NetworkException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void report(MeasuredNetwork network, EngineBench bench) {
        var report = new BenchEngineReport(console, output.json(), network);
        try (Progress bar = Progress.on(console, "measuring", batches.size())) {
            for (int batch : batches) {
                List<EngineFigure> figures = bench.measure(batch, rounds);
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
        var parameters = new ArchitectureParameters(classes, denseUnits, LrnOrder.BEFORE_POOLING);
        return MeasuredNetwork.random(AlexNets.of(architecture, parameters));
    }

    private void requireSense() {
        require(
                AlexNets.NAMES.contains(architecture),
                "--architecture " + architecture + " is unknown, known are " + String.join(", ", AlexNets.NAMES));
        require(classes > 0, "--classes " + classes + " is less than 1");
        require(denseUnits.stream().allMatch(units -> units > 0), "--dense-units " + denseUnits + " must be positive");
        require(batches.stream().allMatch(batch -> batch > 0), "--batch " + batches + " must be positive");
        requireKnown("--engine", engines, BenchEngines.ENGINES);
        requireKnown("--precision", precisions, BenchEngines.PRECISIONS);
        require(rounds >= EngineBench.LEAST_ROUNDS, "--rounds " + rounds + " is less than " + EngineBench.LEAST_ROUNDS);
        boolean both = model.folder().isPresent()
                && List.of("--architecture", "--classes", "--dense-units").stream()
                        .anyMatch(name -> spec.commandLine().getParseResult().hasMatchedOption(name));
        require(!both, "--model has an architecture already; leave --architecture, --classes and --dense-units out");
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
