package dev.alexstream.training;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import dev.alexstream.training.HeadTraining.Lecture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A model of a few classes whose convolutions are pretended: each class has a pattern of features of its own. */
final class PatternedHead {

    static final List<String> KNOWN = List.of("cat", "dog");

    private static final int USUAL_VALUES = 9216;
    private static final float NOISE = 0.7f;

    private final Random random = new Random(3);
    private final int values;

    PatternedHead() {
        this(USUAL_VALUES);
    }

    /** @param values of the features of a view; the model has the usual ones */
    PatternedHead(int values) {
        this.values = values;
    }

    /** Features of an image of a class, in two views. */
    byte[] features(String label) {
        return CompactFeatures.encode(List.of(view(label), view(label)));
    }

    private float[] view(String label) {
        Random pattern = new Random(label.hashCode());
        float[] view = new float[values];
        for (int i = 0; i < values; i++) {
            boolean lit = pattern.nextInt(40) == 0;
            view[i] = (float) Math.max(0, (lit ? 1 : 0) + NOISE * random.nextGaussian());
        }
        return view;
    }

    /** Trained on both known classes. */
    LoadedModel model() {
        var reference = new ArchitectureReference(
                AlexNets.ALEXNET_2012, new ArchitectureParameters(KNOWN.size(), List.of(16), LrnOrder.AFTER_POOLING));
        Architecture architecture = reference.resolve();
        Weights start = WeightInitializer.HE_UNIFORM.initialize(architecture, 1);
        List<Lecture> lectures = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] features = features(KNOWN.get(i % 2));
            lectures.add(new Lecture(
                    new Sample("image" + i, i % 2, () -> ByteBuffer.wrap(features)), HeadTraining.softened(i % 2, 2)));
        }
        var settings = new Tail.Settings(new Tail.Pace(new CosineSchedule(1e-3, 60), false), 1, 1);
        try (Tail tail = new Tail(architecture, "fc6", start, settings)) {
            new HeadTraining(tail, lectures, 64, TrainingProgress.NONE, 1).run(60);
            Weights weights = start.overlaidWith(tail.weights()).as(DataType.F16);
            return new LoadedModel(manifest(reference), architecture, weights, exemplars()).withDigest();
        }
    }

    private static ModelManifest manifest(ArchitectureReference reference) {
        return new ModelManifest(
                "pets",
                "1",
                reference,
                KNOWN,
                new Preprocessing(256, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
                null,
                null,
                new ActivationRanges(60, new TreeMap<>(Map.of("conv2", 40.0, "fc6", 3.0, "output", 3.0))),
                "sha256:" + "0".repeat(64));
    }

    private Exemplars exemplars() {
        List<Exemplar> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String label = KNOWN.get(i % 2);
            all.add(new Exemplar(label, digest("exemplar", i), i % 4 > 1, features(label)));
        }
        return new Exemplars(all);
    }

    static String digest(String what, int number) {
        return Digests.sha256((what + number).getBytes(StandardCharsets.UTF_8));
    }
}
