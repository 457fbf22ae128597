package dev.alexstream.training;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.Samples;
import java.util.List;

/**
 * Training by this program and by DL4J as it is released, each in a process of its own, on the same weights and examples. They take turns,
 * so that whatever else slows the machine slows both; only one computes at a time.
 */
public final class TrainingBench implements AutoCloseable {

    /** Single precision differs by the order of its sums. */
    private static final double BOUND = 1e-3;

    private final int batch;
    private final TrainingProcess own;
    private final TrainingProcess released;

    /** @param batch examples of a step */
    public TrainingBench(int batch) {
        this.batch = batch;
        this.own = TrainingProcess.start(TrainingHost.OWN, batch);
        this.released = TrainingProcess.start(TrainingHost.RELEASED, batch);
    }

    /**
     * Checks that one has DL4J's helpers and the other has not, and that both compute the same, then measures.
     *
     * @return ours first
     * @throws BenchException when there is nothing to compare
     */
    public List<TrainingFigure> measure(int rounds) {
        requireHelpers();
        requireSameFeatures();
        requireSameLoss();
        double[][] steps = new double[2][rounds];
        double[][] features = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            steps[0][round] = own.step().millis();
            steps[1][round] = released.step().millis();
            features[0][round] = own.featureMillis();
            features[1][round] = released.featureMillis();
        }
        return List.of(
                figure(TrainingHost.OWN, own, steps[0], features[0]),
                figure(TrainingHost.RELEASED, released, steps[1], features[1]));
    }

    private TrainingFigure figure(String trainer, TrainingProcess process, double[] steps, double[] features) {
        return new TrainingFigure(
                trainer,
                batch,
                process.probe(),
                Samples.of(steps).median(),
                Samples.of(features).median());
    }

    private void requireHelpers() {
        if (!own.probe().helped() || released.probe().helped()) {
            throw new BenchException(
                    "DL4J's layers should have their helpers in this program and not as released, but have: "
                            + own.probe().helped() + ", " + released.probe().helped());
        }
    }

    private void requireSameFeatures() {
        float[] ours = own.features();
        float[] theirs = released.features();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(theirs[i]));
            difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
        }
        require("features", difference / largest);
    }

    /** Of the first step: the same dropout, from the same seed. */
    private void requireSameLoss() {
        double ours = own.step().loss();
        double theirs = released.step().loss();
        require("losses", Math.abs(ours - theirs) / theirs);
    }

    private static void require(String what, double difference) {
        if (!(difference <= BOUND)) {
            throw new BenchException("the " + what + " do not agree: they differ by " + difference
                    + " of the largest, the bound is " + BOUND);
        }
    }

    @Override
    public void close() {
        own.close();
        released.close();
    }
}
