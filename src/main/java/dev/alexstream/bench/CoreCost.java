package dev.alexstream.bench;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.RgbPixels;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Time of a core that one image costs where nothing else is in the way: what no pipeline can go below.
 *
 * @param engine that was measured
 * @param engineSeconds for one image of a full batch, summed over the cores that the engine uses
 * @param decodeSeconds for one image
 */
public record CoreCost(EngineInfo engine, double engineSeconds, double decodeSeconds) {

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;

    /** Of a core in a round, at least: the system counts them in hundredths. */
    private static final double ROUND_SECONDS = 0.5;

    /**
     * Measures the engine in this process, which does nothing else meanwhile. The median of a few rounds counts: in one of them the JVM may
     * compile something.
     *
     * @param batch images in a full batch
     * @param decodeSeconds as measured by {@link #ofDecoding}
     * @throws BenchException where the system does not tell the time of cores
     */
    public static CoreCost measure(MeasuredNetwork network, EngineConfig config, int batch, double decodeSeconds) {
        List<RgbPixels> images = network.noise(batch);
        try (Classifier engine = network.open(config)) {
            for (int i = 0; i < WARM_UPS; i++) {
                engine.classify(images);
            }
            double[] rounds = DoubleStream.generate(() -> round(engine, images))
                    .limit(ROUNDS)
                    .toArray();
            return new CoreCost(engine.info(), Samples.of(rounds).median() / batch, decodeSeconds);
        }
    }

    /** Seconds of cores for a batch. */
    private static double round(Classifier engine, List<RgbPixels> batch) {
        double before = ownCpuSeconds();
        double spent = 0;
        int runs = 0;
        while (spent < ROUND_SECONDS) {
            engine.classify(batch);
            runs++;
            spent = ownCpuSeconds() - before;
        }
        return spent / runs;
    }

    /** Seconds of a core for one image on average over all files. */
    public static double ofDecoding(List<DecodeFigure> figures) {
        double millis = 0;
        int images = 0;
        for (DecodeFigure figure : figures) {
            millis += figure.cost().coreMillis() * figure.files().images();
            images += figure.files().images();
        }
        return millis / images / 1e3;
    }

    /**
     * Images per second that the cores could do if they did nothing but what is counted here.
     *
     * @param otherSeconds of a core that other processes on the same cores need for one image
     */
    public double bound(int cores, double otherSeconds) {
        return cores / (engineSeconds + decodeSeconds + otherSeconds);
    }

    private static double ownCpuSeconds() {
        return ProcessUse.of(ProcessHandle.current())
                .orElseThrow(
                        () -> new BenchException("this system does not tell the time of cores that a process uses"))
                .cpuSeconds();
    }
}
