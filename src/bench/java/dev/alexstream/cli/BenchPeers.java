package dev.alexstream.cli;

import dev.alexstream.bench.EngineBench;
import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.Peer;
import dev.alexstream.bench.PeerNetwork;
import dev.alexstream.bench.PeerRatio;
import dev.alexstream.bench.PeersBench;
import dev.alexstream.network.AlexNets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = {
            "Measures alexstream (engine onednn) and the libraries that others would take, on the same weights and images, in turns.",
            "Exit code 1 when the engines do not agree on what they see."
        })
final class BenchPeers implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--onnxruntimes",
            defaultValue = "target/onnxruntimes",
            description = "Folder with a jar for each ONNX Runtime (default: ${DEFAULT-VALUE}).")
    private Path onnxRuntimes;

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
            names = "--batch",
            paramLabel = "L",
            split = ",",
            defaultValue = "1,8,32,64",
            description = "Batch sizes (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "How often each engine has its turn; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private OutputOptions output;

    BenchPeers(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (rounds < EngineBench.LEAST_ROUNDS) {
            console.note("--rounds " + rounds + " is less than " + EngineBench.LEAST_ROUNDS);
            return ExitCode.WRONG_USAGE;
        }
        var network = new PeerNetwork(architecture, classes);
        try (var bench = new PeersBench(Peer.all(onnxRuntimes), network)) {
            bench.refusals().forEach(console::note);
            report(network, bench);
            return ExitCode.DONE;
        }
    }

    private void report(PeerNetwork network, PeersBench bench) {
        var figures = new BenchEngineReport(console, output.json(), network.measured());
        List<PeerRatio> ratios = new ArrayList<>();
        for (int batch : batches) {
            List<EngineFigure> measured = bench.measure(batch, rounds);
            measured.forEach(figures::add);
            ratios.addAll(PeerRatio.of(measured));
        }
        figures.conclude();
        new BenchRatioReport(console, output.json()).print(ratios);
    }
}
