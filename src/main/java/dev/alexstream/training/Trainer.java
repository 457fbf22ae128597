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
import dev.alexstream.network.WeightInitializer;
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
    private final PhotographReader reader;
    private final EngineConfig engine;
    private final Path scratch;
    private final TrainingProgress progress;
    private Cache cache;

    /** Weights as they will be stored, and the stages as they were run. */
    public record Trained(Weights weights, List<Stage> stages) {}

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
        this.reader = new PhotographReader(decoder, architecture.inputSide());
        this.engine = engine;
        this.scratch = scratch;
        this.progress = progress;
        request.stages().forEach(stage -> architecture.layersFrom(stage.from()));
    }

    /** Trains on one side of the split; the other side, if there is one, says when to stop. */
    public Trained train(Split split) {
        Weights weights = start();
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : request.stages()) {
            Result result = run(stage, weights, split);
            weights = weights.overlaidWith(result.weights());
            stages.add(stage.withEpochs(result.epochs()));
        }
        return new Trained(weights.as(DataType.F16), stages);
    }

    /** What the base has and fits; the rest is drawn at random. */
    private Weights start() {
        return WeightInitializer.of(architecture)
                .initialize(architecture, request.seed())
                .overlaidWith(fitting(request.base().weights()).as(DataType.F32));
    }

    private Weights fitting(Weights base) {
        Map<String, List<Integer>> shapes = Shapes.of(architecture).weights();
        return base.only(name -> base.tensor(name).shape().equals(shapes.get(name)));
    }

    private Result run(Stage stage, Weights weights, Split split) {
        boolean whole = architecture.layers().get(0).name().equals(stage.from());
        if (whole) {
            return fit(stage, weights, split, fresh(stage, null), 1);
        }
        try (Classifier classifier = Classifiers.openExact(architecture, weights, request.preprocessing(), engine)) {
            return headOnly(stage)
                    ? fitHead(stage, weights, split, cached(stage, weights, split, classifier))
                    : fit(stage, weights, split, fresh(stage, classifier), 1);
        }
    }

    /** Features are far larger than what flows inside a head; they are brought to a mean square of 1. */
    private Result fitHead(Stage stage, Weights weights, Split split, Inputs inputs) {
        List<Example> some =
                split.training().subList(0, Math.min(SAMPLE, split.training().size()));
        float scale = (float) (1 / Math.max(rootMeanSquare(inputs.served(some)), Float.MIN_NORMAL));
        String first = stage.from() + ".weight";
        boolean known = fitting(request.base().weights()).names().contains(first);
        return fit(stage, known ? weights : Tail.scaled(weights, first, scale), split, inputs, scale);
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private Result fit(Stage stage, Weights weights, Split split, Inputs inputs, float scale) {
        int steps = stage.epochs() * StageTraining.batches(stage, split);
        var pace = new Tail.Pace(new CosineSchedule(stage.learningRate(), steps), stage.relative());
        try (Tail tail =
                new Tail(architecture, stage.from(), weights, new Tail.Settings(pace, scale, request.seed()))) {
            return new StageTraining(stage, tail, inputs, progress, request.seed()).run(split);
        }
    }

    private boolean headOnly(Stage stage) {
        return architecture.layersFrom(stage.from()).stream()
                .noneMatch(layer -> layer instanceof Layer.Convolution || layer instanceof Layer.MaxPooling);
    }

    private Inputs fresh(Stage stage, Classifier classifier) {
        return new FreshInputs(
                reader, front(stage, classifier), request.preprocessing().shortSide());
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
