package dev.alexstream.training;

import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;

/** As {@code train --unfreeze conv1} does it. */
final class OwnTraining implements TrainingContestant {

    private final Tail tail;
    private final Classifier classifier;

    OwnTraining(MeasuredNetwork network) {
        var pace = new Tail.Pace(new CosineSchedule(TrainingChoices.FINE_TUNING_RATE, 1000), true);
        tail = new Tail(network.architecture(), "conv1", network.weights(), new Tail.Settings(pace, 1, 1));
        classifier = Classifiers.openExact(
                network.architecture(), network.weights(), network.preprocessing(), new Fastest());
    }

    private record Fastest() implements EngineConfig {

        @Override
        public String engine() {
            return "auto";
        }

        @Override
        public String precision() {
            return "auto";
        }
    }

    @Override
    public double step(TrainingBatch batch) {
        return tail.fit(batch.planes(), batch.targets());
    }

    @Override
    public float[][] features(TrainingBatch batch) {
        return classifier.activations(batch.images(), "pool5");
    }

    @Override
    public void close() {
        classifier.close();
        tail.close();
    }
}
