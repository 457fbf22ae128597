package dev.alexstream.cli;

import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.Peer;
import dev.alexstream.bench.PeerNetwork;
import dev.alexstream.bench.PeerRatio;
import dev.alexstream.bench.PeersBench;
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
            names = "--libraries",
            paramLabel = "DIR",
            defaultValue = "target/libraries",
            description =
                    "Folder with a jar for each ONNX Runtime, and the natives of PyTorch (default: ${DEFAULT-VALUE}).")
    private Path libraries;

    @Option(
            names = "--without",
            paramLabel = "L",
            split = ",",
            description =
                    "Libraries that are left out, for example pytorch where it does not compute what the others do.")
    private List<String> without = List.of();

    @Mixin
    private EngineOptions engines;

    @Mixin
    private RoundsOptions rounds;

    @Mixin
    private OutputOptions output;

    BenchPeers(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        engines.requireSense();
        rounds.requireSense();
        var network = new PeerNetwork(engines.architecture(), engines.classes());
        List<Peer> peers = Peer.all(libraries).stream()
                .filter(peer -> !without.contains(peer.engine()))
                .toList();
        try (var bench = new PeersBench(peers, network)) {
            bench.refusals().forEach(console::note);
            report(network, bench);
            return ExitCode.DONE;
        }
    }

    private void report(PeerNetwork network, PeersBench bench) {
        var figures = new BenchEngineReport(console, output.json(), network.measured());
        List<PeerRatio> ratios = new ArrayList<>();
        for (int batch : engines.batches()) {
            List<EngineFigure> measured = bench.measure(batch, rounds.rounds());
            measured.forEach(figures::add);
            ratios.addAll(PeerRatio.of(measured));
        }
        figures.conclude();
        new BenchRatioReport(console, output.json()).print(ratios);
    }
}
