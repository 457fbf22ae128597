package dev.alexstream.engine;

import java.util.List;
import java.util.Optional;

/**
 * The oneDNN primitives of a plan with nothing around them: what the plan cannot be faster than. Confined to the thread of its plan, whose
 * memory it uses.
 */
public final class RawPrimitives {

    /** A plan runs more images than these in chunks. */
    public static final int MOST_IMAGES = OneDnnPlan.MAX_BATCH;

    private final OneDnnPlan plan;

    private RawPrimitives(OneDnnPlan plan) {
        this.plan = plan;
    }

    /** Of a classifier that runs on oneDNN; none of another one. */
    public static Optional<RawPrimitives> of(Classifier classifier) {
        Classifier inner = classifier instanceof MovableClassifier movable ? movable.classifier() : classifier;
        return inner instanceof OneDnnPlan plan ? Optional.of(new RawPrimitives(plan)) : Optional.empty();
    }

    /**
     * Executes them all once, on whatever lies in the plan's memory.
     *
     * @param images size of the batch, 1 to {@link #MOST_IMAGES}
     */
    public void run(int images) {
        plan.runPrimitives(images);
    }

    /** Layer and implementation of each, for example {@code conv1 brg_conv_fwd:avx512_core}, in order. */
    public List<String> names(int images) {
        return plan.program(images).steps().stream()
                .map(step -> step.layer() + " " + step.implementation())
                .toList();
    }
}
