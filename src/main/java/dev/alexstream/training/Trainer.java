package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import dev.alexstream.training.StageTraining.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the stages of a request over a split. The same request, split and number of threads give the same weights on the same machine.
 * Belongs to one thread; keeps features in a scratch file until closed, so that several splits share them.
 */
public final class Trainer implements AutoCloseable {

    private static final int SAMPLE = 64;
    private static final int MOST_SIZES = 3;
    private static final int MOST_VIEWS = 40_000;

    private final TrainingRequest request;
    private final Architecture architecture;
    private final ImageDecoder decoder;
    private final PhotographReader reader;
    private final EngineConfig engine;
    private final Path scratch;
    private final TrainingProgress progress;
    private Cache cache;

    /**
     * What training gave.
     *
     * @param weights as they will be stored
     * @param stages as they were run
     * @param rateDividedAfter epochs of the last stage after which its learning rate was divided
     */
    public record Trained(Weights weights, List<Stage> stages, List<Integer> rateDividedAfter) {}

    /** Features that were computed with these weights. */
    private record Cache(Weights front, FeatureStore store) {}

    /** @param scratch existing folder for temporary files */
    public Trainer(
            TrainingRequest request,
            ImageDecoder decoder,
            EngineConfig engine,
            Path scratch,
            TrainingProgress progress) {
        this.request = request;
        this.architecture = request.architecture().resolve();
        this.decoder = decoder;
        this.reader = new PhotographReader(decoder, architecture.inputSide());
        this.engine = engine;
        this.scratch = scratch;
        this.progress = progress;
        request.stages().forEach(stage -> architecture.layersFrom(stage.from()));
    }

    /** Trains on one side of the split; the other side, if there is one, says when to stop. */
    public Trained train(Split split) {
        return train(split, Checkpoints.NONE);
    }

    /** The same, from where checkpoints have it, and on with them. */
    Trained train(Split split, Checkpoints checkpoints) {
        FinishedStages finished = checkpoints.finished().orElseGet(() -> FinishedStages.none(start()));
        while (finished.stages().size() < request.stages().size()) {
            Stage stage = fitting(request.stages().get(finished.stages().size()), split);
            Result result = run(stage, finished.weights(), split, checkpoints.log(finished));
            finished = finished.plus(stage.withEpochs(result.epochs()), result);
            checkpoints.finished(finished);
        }
        return new Trained(finished.weights().as(DataType.F16), finished.stages(), finished.rateDividedAfter());
    }

    /** An epoch that shows every example once cannot have larger batches than there are examples. */
    private Stage fitting(Stage stage, Split split) {
        return request.recipe().regime().leastBatches() == 1
                ? stage.withBatchesOfAtMost(split.training().size())
                : stage;
    }

    /** What the base has and fits; the rest is drawn at random. */
    private Weights start() {
        return request.recipe()
                .initializer(architecture)
                .initialize(architecture, request.seed())
                .overlaidWith(fitting(request.base().weights()).as(DataType.F32));
    }

    private Weights fitting(Weights base) {
        Map<String, List<Integer>> shapes = Shapes.of(architecture).weights();
        return base.only(name -> base.tensor(name).shape().equals(shapes.get(name)));
    }

    private Result run(Stage stage, Weights weights, Split split, EpochLog log) {
        boolean whole = architecture.layers().get(0).name().equals(stage.from());
        if (whole) {
            return fit(stage, split, planes(stage, split), tail(stage, weights, split, 1), log);
        }
        try (Classifier classifier = Classifiers.openExact(architecture, weights, request.preprocessing(), engine)) {
            if (headOnly(stage)) {
                Inputs inputs = cached(stage, weights, split, classifier);
                return fit(stage, split, inputs, head(stage, weights, split, inputs), log);
            }
            return fit(stage, split, fresh(stage, classifier), tail(stage, weights, split, 1), log);
        }
    }

    /** Features are far larger than what flows inside a head; they are brought to a mean square of 1. */
    private Tail head(Stage stage, Weights weights, Split split, Inputs inputs) {
        List<Example> some =
                split.training().subList(0, Math.min(SAMPLE, split.training().size()));
        float scale = (float) (1 / Math.max(rootMeanSquare(inputs.served(some)), Float.MIN_NORMAL));
        String first = stage.from() + ".weight";
        boolean known = fitting(request.base().weights()).names().contains(first);
        return tail(stage, known ? weights : weights.scaled(first, scale), split, scale);
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private Tail tail(Stage stage, Weights weights, Split split, float scale) {
        int steps = stage.epochs() * plan(stage).batches(split);
        Optimizer optimizer = request.recipe().optimizer(stage.learningRate(), stage.relative(), steps);
        return new Tail(architecture, stage.from(), weights, new Tail.Settings(optimizer, scale, request.seed()));
    }

    private StageTraining.Plan plan(Stage stage) {
        return new StageTraining.Plan(stage, request.recipe().regime(), request.seed());
    }

    private Result fit(Stage stage, Split split, Inputs inputs, Tail tail, EpochLog log) {
        try (tail) {
            return new StageTraining(plan(stage), tail, inputs, progress, log).run(split);
        }
    }

    private boolean headOnly(Stage stage) {
        return architecture.layersFrom(stage.from()).stream()
                .noneMatch(layer -> layer instanceof Layer.Convolution || layer instanceof Layer.MaxPooling);
    }

    private Inputs fresh(Stage stage, Classifier classifier) {
        int shortSide = request.preprocessing().shortSide();
        return new FreshInputs(reader, front(stage, classifier), shortSide, random -> request.recipe()
                .view(shortSide, architecture.inputSide(), random));
    }

    /** What the whole network takes. */
    private Inputs planes(Stage stage, Split split) {
        Inputs planes = fresh(stage, null);
        return request.recipe()
                .colourNoise()
                .<Inputs>map(deviation ->
                        new ColouredInputs(planes, new ColourNoise(colours(split), deviation), request.preprocessing()))
                .orElse(planes);
    }

    /** Of the centre squares of all examples that are trained on. */
    private PrincipalAxes colours(Split split) {
        int shortSide = request.preprocessing().shortSide();
        var squares = new PhotographReader(decoder, shortSide);
        var statistics = new ColourStatistics();
        progress.began("colours", split.training().size());
        try {
            for (Example example : split.training()) {
                statistics.add(squares.read(example, View.ofServing(shortSide)));
                progress.step();
            }
        } finally {
            progress.ended();
        }
        return PrincipalAxes.of(statistics.covariance());
    }

    private Inputs cached(Stage stage, Weights weights, Split split, Classifier classifier) {
        List<Example> examples = new ArrayList<>(split.training());
        examples.addAll(split.holdout());
        List<View> views = View.crops(request.preprocessing().shortSide(), sizes(examples.size()));
        CachedInputs inputs = new CachedInputs(store(stage, weights), views);
        progress.began("features", examples.size());
        try {
            inputs.fill(examples, reader, front(stage, classifier), progress::step);
        } finally {
            progress.ended();
        }
        return inputs;
    }

    /** Few photographs need many views; many would take hours and the disk. */
    private static int sizes(int examples) {
        return Math.max(1, Math.min(MOST_SIZES, MOST_VIEWS / (10 * Math.max(1, examples))));
    }

    private FeatureStore store(Stage stage, Weights weights) {
        Weights front = weights.only(name ->
                architecture.layersFrom(stage.from()).stream().noneMatch(layer -> name.startsWith(layer.name() + ".")));
        if (cache == null || !cache.front().equals(front)) {
            close();
            cache = new Cache(
                    front,
                    new FeatureStore(
                            scratch, Shapes.of(architecture).input(stage.from()).size()));
        }
        return cache.store();
    }

    private Front front(Stage stage, Classifier classifier) {
        return Front.before(stage.from(), architecture, request.preprocessing(), classifier);
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.store().close();
            cache = null;
        }
    }
}
