package dev.alexstream.training;

import dev.alexstream.model.TrainingRecipe;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.training.Regime.Patience;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A way of training: this program's own, or a published one from nothing. */
public enum Recipe {
    /**
     * This program's own: on a base or on nothing, Adam along a cosine, softened targets, views at several sizes, and the running average
     * of the weights as the result.
     */
    OWN(null, AlexNets.ALEXNET_2012, 30),

    /**
     * Krizhevsky, Sutskever, Hinton 2012: sections 4.1 (crops, mirror images, colours) and 5 (momentum, decay, learning rate, first
     * weights; 90 epochs). "Stops improving" is read as five epochs of at least 1,000 steps together without a smaller error, which
     * ImageNet passes many times over in each epoch and a small data set only now and then.
     */
    KRIZHEVSKY_2012("krizhevsky2012", AlexNets.ALEXNET_2012, 90),

    /** The widely copied Keras listing: Adam at its defaults, cross-entropy, photographs as they are, in batches of 64. */
    KERAS("keras", AlexNets.ALEXNET_KERAS, 30);

    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 0.0005;
    private static final double COLOUR_NOISE = 0.1;

    private final String word;
    private final String architecture;
    private final int epochs;

    Recipe(String word, String architecture, int epochs) {
        this.word = word;
        this.architecture = architecture;
        this.epochs = epochs;
    }

    /** Those that were published. */
    public static List<Recipe> published() {
        return Stream.of(values()).filter(Recipe::isPublished).toList();
    }

    public boolean isPublished() {
        return this != OWN;
    }

    /** As it is typed and recorded; null for this program's own. */
    public String word() {
        return word;
    }

    /** Whether it cannot do without a holdout, because the learning rate follows its error. */
    public boolean needsHoldout() {
        return regime().patience().divisions() > 0;
    }

    /** Name of the architecture that it is meant for. */
    String architecture() {
        return architecture;
    }

    /** Epochs unless told otherwise. */
    public int epochs() {
        return epochs;
    }

    Regime regime() {
        return switch (this) {
            case OWN -> new Regime(8, 0.1f, new Patience(8, 0, 0));
            case KRIZHEVSKY_2012 -> new Regime(1, 0, new Patience(5, 1000, 3));
            case KERAS -> new Regime(1, 0, Patience.ENDLESS);
        };
    }

    double firstRate() {
        return switch (this) {
            case OWN -> TrainingChoices.SCRATCH_RATE;
            case KRIZHEVSKY_2012 -> 0.01;
            case KERAS -> 1e-3;
        };
    }

    int batchSize() {
        return switch (this) {
            case OWN -> TrainingChoices.BATCH;
            case KRIZHEVSKY_2012 -> 128;
            case KERAS -> 64;
        };
    }

    WeightInitializer initializer(Architecture network) {
        return switch (this) {
            case OWN -> WeightInitializer.of(network);
            case KRIZHEVSKY_2012 -> WeightInitializer.NORMAL_2012;
            case KERAS -> WeightInitializer.GLOROT_UNIFORM;
        };
    }

    /**
     * How steps are made.
     *
     * @param steps of the whole stage
     */
    Optimizer optimizer(double rate, boolean relative, int steps) {
        return switch (this) {
            case OWN -> new Tail.Pace(new CosineSchedule(rate, steps), relative);
            case KRIZHEVSKY_2012 -> new Optimizer.Momentum(new DividedRate(rate), MOMENTUM, WEIGHT_DECAY);
            case KERAS -> new Optimizer.Plain(rate);
        };
    }

    /**
     * What is shown of a photograph.
     *
     * @param side of the network's input
     */
    View view(int shortSide, int side, RandomGenerator random) {
        return switch (this) {
            case OWN -> View.random(shortSide, random);
            case KRIZHEVSKY_2012 -> View.randomCrop(shortSide, side, random);
            case KERAS -> View.ofServing(shortSide);
        };
    }

    /** Deviation of the shares of the principal colours. */
    Optional<Double> colourNoise() {
        return this == KRIZHEVSKY_2012 ? Optional.of(COLOUR_NOISE) : Optional.empty();
    }

    /** For the manifest; nothing for this program's own. */
    Optional<TrainingRecipe> lineage(List<Integer> rateDividedAfter) {
        return switch (this) {
            case OWN -> Optional.empty();
            case KRIZHEVSKY_2012 ->
                Optional.of(new TrainingRecipe(
                        word,
                        "normal 0.01",
                        new TrainingRecipe.Optimizer("sgd", MOMENTUM, WEIGHT_DECAY),
                        new TrainingRecipe.Views("random", true, COLOUR_NOISE),
                        rateDividedAfter));
            case KERAS ->
                Optional.of(new TrainingRecipe(
                        word,
                        "glorot uniform",
                        new TrainingRecipe.Optimizer("adam", null, null),
                        new TrainingRecipe.Views("served", false, null),
                        rateDividedAfter));
        };
    }
}
