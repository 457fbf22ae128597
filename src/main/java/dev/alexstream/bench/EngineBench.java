package dev.alexstream.bench;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.engine.RawPrimitives;
import dev.alexstream.image.RgbPixels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Engines side by side in one process, on the same weights and images. They take turns round by round, so that whatever else slows the
 * machine slows all of them. Confined to one thread, as the engines are.
 */
public final class EngineBench implements AutoCloseable {

    /** Fewer rounds give no median worth the name. */
    public static final int LEAST_ROUNDS = 5;

    /** A round repeats what is faster than this. */
    private static final Duration ROUND = Duration.ofMillis(200);

    private final MeasuredNetwork network;
    private final boolean primitives;
    private final List<Classifier> engines = new ArrayList<>();

    public EngineBench(MeasuredNetwork network) {
        this(network, false);
    }

    /** @param primitives whether oneDNN's operations take turns with their engines, too */
    public EngineBench(MeasuredNetwork network, boolean primitives) {
        this.network = network;
        this.primitives = primitives;
    }

    /**
     * Compiles the network for one more engine, which stands before those that are there.
     *
     * @param config names an engine and a precision, neither of them {@code auto}
     * @throws dev.alexstream.engine.EngineException when this build or this CPU does not have it
     */
    public void open(EngineConfig config) {
        Classifier classifier = network.open(config);
        EngineInfo info = classifier.info();
        if (!info.engine().equals(config.engine()) || !info.precision().equals(config.precision())) {
            classifier.close();
            throw new BenchException("asked for " + config.engine() + " " + config.precision() + ", " + info.engine()
                    + " " + info.precision() + " came");
        }
        engines.add(0, classifier);
    }

    public List<EngineInfo> engines() {
        return engines.stream().map(Classifier::info).toList();
    }

    /**
     * Checks that all engines give what the first one gives, then measures.
     *
     * @param batch images in a batch
     * @param rounds at least {@link #LEAST_ROUNDS}
     * @return a figure for each engine, in the order of {@link #engines()}
     * @throws BenchException when two engines do not agree
     */
    public List<EngineFigure> measure(int batch, int rounds) {
        if (rounds < LEAST_ROUNDS) {
            throw new IllegalArgumentException("rounds " + rounds + " is less than " + LEAST_ROUNDS);
        }
        List<RgbPixels> images = network.noise(batch);
        requireAgreement(images);
        double[][] millis = new double[engines.size()][rounds];
        double[][] bare = new double[engines.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int engine = 0; engine < engines.size(); engine++) {
                Classifier measured = engines.get(engine);
                millis[engine][round] = round(() -> measured.classify(images));
                bare[engine][round] = bare(measured, batch);
            }
        }
        return IntStream.range(0, engines.size())
                .mapToObj(engine -> new EngineFigure(
                        engines.get(engine).info(),
                        batch,
                        Samples.of(millis[engine]).median(),
                        Samples.of(bare[engine]).median()))
                .toList();
    }

    /** NaN for an engine that has no such operations. */
    private double bare(Classifier engine, int batch) {
        Optional<RawPrimitives> operations = primitives ? RawPrimitives.of(engine) : Optional.empty();
        return operations.map(all -> round(() -> all.run(batch))).orElse(Double.NaN);
    }

    private void requireAgreement(List<RgbPixels> images) {
        List<Agreement.Answers> answers = engines.stream()
                .map(engine -> new Agreement.Answers(engine.info(), engine.classify(images)))
                .toList();
        answers.forEach(each -> Agreement.require(answers.get(0), each));
    }

    /** Milliseconds of a batch. The first one is not counted: threads of the engine before may still be spinning. */
    private static double round(Runnable batch) {
        batch.run();
        long started = System.nanoTime();
        long elapsed = 0;
        int runs = 0;
        while (elapsed < ROUND.toNanos()) {
            batch.run();
            elapsed = System.nanoTime() - started;
            runs++;
        }
        return elapsed / 1e6 / runs;
    }

    @Override
    public void close() {
        engines.forEach(Classifier::close);
    }
}
