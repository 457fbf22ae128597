package dev.alexstream.training;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.List;

/**
 * What to train, and how.
 *
 * @param base weights to start from; those that do not fit by name and shape are passed over
 * @param stages in order, each begins with the weights of the one before
 * @param recipe that the stages follow
 * @param seed of every random choice
 */
public record TrainingRequest(
        ArchitectureReference architecture,
        Preprocessing preprocessing,
        Base base,
        List<Stage> stages,
        Recipe recipe,
        long seed) {

    /** Weights to start from; none of them has to fit. */
    public record Base(String name, Weights weights) {}

    public TrainingRequest {
        stages = List.copyOf(stages);
    }

    /** In this program's own way. */
    public TrainingRequest(
            ArchitectureReference architecture, Preprocessing preprocessing, Base base, List<Stage> stages, long seed) {
        this(architecture, preprocessing, base, stages, Recipe.OWN, seed);
    }
}
