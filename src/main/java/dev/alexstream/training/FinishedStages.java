package dev.alexstream.training;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the stages so far have led to.
 *
 * @param stages as they were run
 * @param weights of the whole network, 32-bit
 * @param rateDividedAfter epochs of the last one after which its learning rate was divided
 */
record FinishedStages(List<Stage> stages, Weights weights, List<Integer> rateDividedAfter) {

    FinishedStages {
        stages = List.copyOf(stages);
        rateDividedAfter = List.copyOf(rateDividedAfter);
    }

    static FinishedStages none(Weights start) {
        return new FinishedStages(List.of(), start, List.of());
    }

    FinishedStages plus(Stage stage, StageTraining.Result result) {
        return new FinishedStages(
                Stream.concat(stages.stream(), Stream.of(stage)).toList(),
                weights.overlaidWith(result.weights()),
                result.rateDividedAfter());
    }
}
