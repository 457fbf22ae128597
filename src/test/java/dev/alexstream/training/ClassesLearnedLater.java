package dev.alexstream.training;

import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.NativeRuntime;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.SharedData;
import dev.alexstream.network.Weights;
import dev.alexstream.training.TrainingChoices.Effort;
import dev.alexstream.training.TrainingChoices.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Not part of the tests by its name. A base of ten of the flower classes learns the other seven from 30 labels each, in several splits of
 * classes and photographs; prints for each split how good the base and the challenger are on photographs that neither has seen, what the gate
 * says of the challenger, and what it says of one that learned shuffled labels:
 *
 * <pre>
 *   ./mvnw -Dquick test -Dtest=ClassesLearnedLater -Dlearned.seeds=1,2,3,4,5 -Dlearned.scratch=/tmp/learned
 *       -Dlearned.dense-units=512
 * </pre>
 */
class ClassesLearnedLater {

    private static final int OLD = 10;
    private static final int LABELS = 30;
    private static final int UNSEEN = 12;

    /** As {@code alexstream.learning.unfreeze}. */
    private static final Optional<String> CUT = Optional.ofNullable(System.getProperty("learned.unfreeze"));

    private static final LearningRules RULES =
            new LearningRules(new GateRules(30, 0.95, 0.01, new GateRules.Guards(0.02, 0.2, 0.5)), 0.2, 0.5, 5, 1);

    private static final List<Integer> DENSE_UNITS = Stream.of(
                    System.getProperty("learned.dense-units", "512").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private final Path scratch = Path.of(System.getProperty("learned.scratch", "target/learned"));
    private final Map<String, byte[]> features = new HashMap<>();
    private FeatureExtraction extraction;

    /** Photographs by what is done with them. */
    private record Photos(List<Example> base, List<Example> labelled, List<Example> unseen) {}

    @Test
    void print() throws Exception {
        NativeRuntime.prepare();
        Files.createDirectories(scratch);
        Photographs all = DrawnPhotographs.read(SharedData.file("flowers17"));
        for (String seed : System.getProperty("learned.seeds", "1").split(",", -1)) {
            print(all, Long.parseLong(seed));
        }
    }

    private void print(Photographs all, long seed) throws Exception {
        Random random = new Random(seed);
        List<Integer> classes =
                new ArrayList<>(IntStream.range(0, all.labels().size()).boxed().toList());
        Collections.shuffle(classes, random);
        Set<Integer> old = new HashSet<>(classes.subList(0, OLD));
        Photos photos = divided(all, old, random);
        LoadedModel base = base(all, old, photos.base(), seed);
        long started = System.nanoTime();
        Challenger challenger = run(base, all, photos.labelled(), Collections.emptyList());
        double seconds = (System.nanoTime() - started) / 1e9;
        List<Integer> shuffled = new ArrayList<>(classes.subList(OLD, classes.size()));
        Collections.shuffle(shuffled, random);
        String refused = run(base, all, photos.labelled(), shuffled).verdict().sentence();
        List<Example> unseenOld = photos.unseen().stream()
                .filter(example -> old.contains(example.label()))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "SPLIT %d: old %.1f -> %.1f %%, all %.1f %%, %.0f s. %s Shuffled: %s%n",
                seed,
                accuracy(base, all, unseenOld),
                accuracy(challenger.model(), all, unseenOld),
                accuracy(challenger.model(), all, photos.unseen()),
                seconds,
                challenger.verdict().sentence(),
                refused);
    }

    private static Photos divided(Photographs all, Set<Integer> old, Random random) {
        List<Example> base = new ArrayList<>();
        List<Example> labelled = new ArrayList<>();
        List<Example> unseen = new ArrayList<>();
        for (int label = 0; label < all.labels().size(); label++) {
            int wanted = label;
            List<Example> of = new ArrayList<>(all.examples().stream()
                    .filter(example -> example.label() == wanted)
                    .toList());
            Collections.shuffle(of, random);
            unseen.addAll(of.subList(0, UNSEEN));
            List<Example> rest = of.subList(UNSEEN, of.size());
            if (old.contains(label)) {
                base.addAll(rest);
            } else {
                labelled.addAll(rest.subList(0, LABELS));
            }
        }
        return new Photos(base, labelled, unseen);
    }

    private LoadedModel base(Photographs all, Set<Integer> old, List<Example> examples, long seed) {
        Path folder = scratch.resolve(
                "base-" + seed + "-" + DENSE_UNITS + CUT.map("-"::concat).orElse(""));
        if (Files.exists(folder)) {
            return ModelFolder.read(folder);
        }
        List<String> labels = old.stream().sorted().map(all.labels()::get).toList();
        List<Example> renumbered = examples.stream()
                .map(example -> new Example(
                        example.file(),
                        example.digest(),
                        labels.indexOf(all.labels().get(example.label()))))
                .toList();
        var photographs = new Photographs("flowers10", labels, renumbered, List.of());
        var network = new Network(Optional.of("alexnet-2012"), DENSE_UNITS, Optional.of(LrnOrder.AFTER_POOLING));
        BaseModel trunk = BaseModel.read(SharedData.file("alexnet/alexnet-2012-trunk.safetensors"));
        TrainingRequest request = new TrainingChoices(network, new Effort(30, List.of()), seed).over(trunk, labels);
        var tools = new ModelTraining.Tools(
                DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, scratch, TrainingProgress.NONE);
        try (var training = new ModelTraining(request, CUT, photographs, tools)) {
            return ModelFolder.write(training.train("flowers", 0.2), folder);
        }
    }

    /** @param shuffled new classes in the order in which each is called another; empty if each has its own name */
    private Challenger run(LoadedModel base, Photographs all, List<Example> labelled, List<Integer> shuffled)
            throws Exception {
        Path folder = Files.createTempDirectory(scratch, "store-");
        Random random = new Random(5);
        try (var store = new ExampleStore(folder, new StoreLimits(10_000, 5_000))) {
            long offset = 0;
            for (Example example : labelled) {
                int label = shuffled.isEmpty() ? example.label() : shuffled.get(random.nextInt(shuffled.size()));
                store.add(
                        new LabelPosition(0, offset++, "flowers"),
                        example.digest(),
                        all.labels().get(label),
                        features(base, example));
            }
            Lesson lesson = new LessonPlan(base, cut(base), store, RULES).draw();
            return new LearningRun(base, cut(base), lesson, RULES, TrainingProgress.NONE).run("images.labels");
        }
    }

    private double accuracy(LoadedModel model, Photographs all, List<Example> examples) {
        List<String> labels = model.manifest().labels();
        List<Sample> samples = examples.stream()
                .map(example -> new Sample(
                        example.digest(),
                        labels.indexOf(all.labels().get(example.label())),
                        () -> ByteBuffer.wrap(features(model, example))))
                .toList();
        Weights weights = model.weights();
        var settings = new Tail.Settings(new Tail.Pace(new CosineSchedule(1e-4, 1), false), 1, 1);
        try (Tail tail = new Tail(model.architecture(), cut(model).layer(), weights, settings)) {
            List<float[]> answers = Rows.answers(tail, samples);
            return 100.0
                    * IntStream.range(0, answers.size())
                            .filter(i -> Scores.best(answers.get(i))
                                    == samples.get(i).label())
                            .count()
                    / answers.size();
        }
    }

    private static Cut cut(LoadedModel model) {
        return Cut.of(CUT, model.architecture());
    }

    /** Once for all splits: their convolutions are the same. */
    private byte[] features(LoadedModel model, Example example) {
        return features.computeIfAbsent(example.digest(), digest -> {
            Path file = scratch.resolve(digest.replace(':', '-') + CUT.orElse("") + ".features");
            try {
                if (!Files.exists(file)) {
                    Files.write(file, extracted(model, example));
                }
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private byte[] extracted(LoadedModel model, Example example) {
        if (extraction == null) {
            extraction = new FeatureExtraction(
                    DrawnPhotographs.DECODER,
                    () -> Classifiers.open(
                            model.architecture(),
                            model.weights(),
                            model.manifest().preprocessing(),
                            model.manifest().activationRanges(),
                            DrawnPhotographs.ENGINE),
                    model,
                    cut(model));
        }
        return extraction.features(example);
    }
}
