package dev.alexstream.training;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Weights;
import dev.alexstream.training.TrainingProgress.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Epochs over the examples with fixed settings: shuffled batches, softened targets. With a holdout the weights of the best epoch are kept and training ends when no epoch was better for {@value #PATIENCE} of them; without one
 * all epochs run.
 */
final class StageTraining {

    private static final int PATIENCE = 8;
    private static final int LEAST_BATCHES = 8;
    private static final float SMOOTHING = 0.1f;

    private final Stage stage;
    private final Tail tail;
    private final Inputs inputs;
    private final TrainingProgress progress;
    private final Random random;

    /** What a stage gave: how many epochs led to these weights, and the share of the holdout that they get right. */
    record Result(Weights weights, int epochs, double accuracy) {}

    StageTraining(Stage stage, Tail tail, Inputs inputs, TrainingProgress progress, long seed) {
        this.stage = stage;
        this.tail = tail;
        this.inputs = inputs;
        this.progress = progress;
        this.random = new Random(seed);
    }

    /** Steps of an epoch: enough to show every example once; of a small data set each several times, in different views. */
    static int batches(Stage stage, Split split) {
        return Math.max(LEAST_BATCHES, (split.training().size() + stage.batchSize() - 1) / stage.batchSize());
    }

    Result run(Split split) {
        int batches = batches(stage, split);
        progress.began("training from " + stage.from(), (long) stage.epochs() * batches);
        try {
            return split.holdout().isEmpty() ? runAll(split, batches) : runToBest(split, batches);
        } finally {
            progress.ended();
        }
    }

    private Result runAll(Split split, int batches) {
        for (int epoch = 1; epoch <= stage.epochs(); epoch++) {
            report(epoch, epoch(split.training(), batches), Double.NaN);
        }
        return new Result(tail.weights(), stage.epochs(), Double.NaN);
    }

    private Result runToBest(Split split, int batches) {
        Result best = null;
        for (int epoch = 1; epoch <= stage.epochs(); epoch++) {
            double loss = epoch(split.training(), batches);
            double accuracy = accuracy(split.holdout());
            report(epoch, loss, accuracy);
            if (best == null || accuracy > best.accuracy()) {
                best = new Result(tail.weights(), epoch, accuracy);
            } else if (epoch - best.epochs() >= PATIENCE) {
                break;
            }
        }
        return best;
    }

    private void report(int epoch, double loss, double accuracy) {
        progress.epoch(new Epoch("training from " + stage.from(), epoch, stage.epochs(), loss, accuracy));
    }

    private double epoch(List<Example> examples, int batches) {
        List<Example> order = shuffled(examples, batches);
        double loss = 0;
        for (int batch = 0; batch < batches; batch++) {
            int from = batch * stage.batchSize();
            List<Example> some = order.subList(from, Math.min(order.size(), from + stage.batchSize()));
            loss += tail.fit(inputs.varied(some, random), targets(some));
            progress.step();
        }
        return loss / batches;
    }

    /** All of them in a new order, again and again until the last batch is begun. */
    private List<Example> shuffled(List<Example> examples, int batches) {
        List<Example> order = new ArrayList<>();
        while (order.size() <= (batches - 1) * stage.batchSize()) {
            List<Example> round = new ArrayList<>(examples);
            Collections.shuffle(round, random);
            order.addAll(round);
        }
        return order;
    }

    /** Szegedy et al. 2016, section 7: a tenth of the certainty is spread over all classes. */
    private float[] targets(List<Example> examples) {
        int classes = tail.classes();
        float[] targets = new float[examples.size() * classes];
        for (int i = 0; i < examples.size(); i++) {
            for (int label = 0; label < classes; label++) {
                boolean right = label == examples.get(i).label();
                targets[i * classes + label] = SMOOTHING / classes + (right ? 1 - SMOOTHING : 0);
            }
        }
        return targets;
    }

    private double accuracy(List<Example> examples) {
        int right = 0;
        for (int from = 0; from < examples.size(); from += stage.batchSize()) {
            List<Example> some = examples.subList(from, Math.min(examples.size(), from + stage.batchSize()));
            float[][] rows = tail.probabilities(inputs.served(some));
            for (int i = 0; i < rows.length; i++) {
                right += Scores.best(rows[i]) == some.get(i).label() ? 1 : 0;
            }
        }
        return (double) right / examples.size();
    }
}
