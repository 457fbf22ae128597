package dev.alexstream.training;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Weights;
import dev.alexstream.training.Plateau.Verdict;
import dev.alexstream.training.TrainingProgress.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Epochs over the examples with fixed settings, in shuffled batches. With a holdout the weights of the best epoch are kept, and training
 * ends when patience does; without one all epochs run.
 */
final class StageTraining {

    private final Plan plan;
    private final Stage stage;
    private final Tail tail;
    private final Inputs inputs;
    private final TrainingProgress progress;
    private final EpochLog log;
    private final ResumableRandom random;

    /** What a stage is to do; {@code seed} orders and varies the examples. */
    record Plan(Stage stage, Regime regime, long seed) {

        /** Steps of an epoch: enough to show every example once. */
        int batches(Split split) {
            return Math.max(
                    regime.leastBatches(), (split.training().size() + stage.batchSize() - 1) / stage.batchSize());
        }
    }

    /**
     * What a stage gave.
     *
     * @param epochs how many of them led to these weights
     * @param accuracy share of the holdout that these weights get right; not a number without a holdout
     * @param rateDividedAfter epochs after which the learning rate was divided
     */
    record Result(Weights weights, int epochs, double accuracy, List<Integer> rateDividedAfter) {}

    StageTraining(Plan plan, Tail tail, Inputs inputs, TrainingProgress progress, EpochLog log) {
        this.plan = plan;
        this.stage = plan.stage();
        this.tail = tail;
        this.inputs = inputs;
        this.progress = progress;
        this.log = log;
        this.random = new ResumableRandom(plan.seed());
    }

    Result run(Split split) {
        int batches = plan.batches(split);
        Epochs epochs = new Epochs(split, batches, log.resumed());
        progress.began("training from " + stage.from(), (long) (stage.epochs() - epochs.epoch) * batches);
        try {
            return epochs.run();
        } finally {
            progress.ended();
        }
    }

    /** Of one run. */
    private final class Epochs {

        private final Split split;
        private final int batches;
        private final Plateau plateau;
        private int epoch;
        private Weights best;

        Epochs(Split split, int batches, Optional<EpochState> resumed) {
            this.split = split;
            this.batches = batches;
            resumed.ifPresent(this::resume);
            this.plateau = new Plateau(
                    plan.regime().patientEpochs(batches),
                    plan.regime().patience().divisions(),
                    resumed.map(EpochState::plateau).orElse(Plateau.State.BEGIN));
            tail.divideRate(plateau.state().dividedAfter().size());
        }

        private void resume(EpochState state) {
            epoch = state.epoch();
            best = state.best();
            random.resume(state.random());
            tail.resume(state.tail());
        }

        Result run() {
            boolean enough = false;
            while (epoch < stage.epochs() && !enough) {
                epoch++;
                double loss = epoch(split.training(), batches);
                double accuracy = split.holdout().isEmpty() ? Double.NaN : accuracy(split.holdout());
                enough = !split.holdout().isEmpty() && isEnough(accuracy);
                if (!enough && epoch < stage.epochs()) {
                    log.ended(new EpochState(epoch, random.state(), plateau.state(), tail.state(), best));
                }
                report(loss, accuracy);
            }
            return result();
        }

        private boolean isEnough(double accuracy) {
            Verdict verdict = plateau.after(epoch, accuracy);
            if (verdict == Verdict.BETTER) {
                best = tail.weights();
            } else if (verdict == Verdict.DIVIDE) {
                tail.divideRate(plateau.state().dividedAfter().size());
            }
            return verdict == Verdict.ENOUGH;
        }

        private void report(double loss, double accuracy) {
            progress.epoch(new Epoch("training from " + stage.from(), epoch, stage.epochs(), loss, accuracy));
        }

        private Result result() {
            Plateau.State state = plateau.state();
            return best == null
                    ? new Result(tail.weights(), epoch, Double.NaN, List.of())
                    : new Result(best, state.bestEpoch(), state.bestAccuracy(), state.dividedAfter());
        }
    }

    private double epoch(List<Example> examples, int batches) {
        List<Example> order = shuffled(examples, batches);
        double loss = 0;
        for (int batch = 0; batch < batches; batch++) {
            int from = batch * stage.batchSize();
            List<Example> some = order.subList(from, Math.min(order.size(), from + stage.batchSize()));
            loss += tail.fit(inputs.varied(some, random), targets(some));
            progress.batch(some.size());
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

    private float[] targets(List<Example> examples) {
        int classes = tail.classes();
        float smoothing = plan.regime().smoothing();
        float[] targets = new float[examples.size() * classes];
        for (int i = 0; i < examples.size(); i++) {
            for (int label = 0; label < classes; label++) {
                boolean right = label == examples.get(i).label();
                targets[i * classes + label] = smoothing / classes + (right ? 1 - smoothing : 0);
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
