package dev.alexstream.training;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.TrainingLineage;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Weights;
import dev.alexstream.training.ExemplarChoice.Candidate;
import dev.alexstream.training.HeadTraining.Lecture;
import dev.alexstream.training.Mixture.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * From a champion and what a lesson holds to a challenger: the same up to the cut, usually all convolutions, and behind it layers that have
 * learned more.
 *
 * <p>What the champion knows it keeps by rehearsal: exemplars that the model carries stand among what is learned, and half of what is said
 * about them is what the champion said (Rebuffi et al. 2017). What is new leaves a share to be spread as the champion would spread it, too
 * (Li and Hoiem 2016); without exemplars that share is larger, as nothing else holds the old classes. When the gate finds that too much is
 * forgotten nevertheless, the challenger steps back towards the champion; the same held-out images are asked again then.
 */
final class LearningRun {

    private static final double RATE = 0.02;
    private static final double MOMENTUM = 0.9;
    private static final double MOST_CHANGE = 0.002;
    private static final float REHEARSED_SHARE = 0.5f;
    private static final float FRESH_SHARE = 0.07f;
    private static final float FRESH_SHARE_ALONE = 0.3f;

    /**
     * Tried in this order while the gate finds that too much is forgotten: what costs less of the new classes comes first. A handicap costs
     * less than going back with all weights, a little of both less than much of either.
     */
    private static final List<Step> STEPS = List.of(
            new Step(1, 0),
            new Step(1, 0.3f),
            new Step(1, 0.6f),
            new Step(0.92f, 0.3f),
            new Step(1, 1),
            new Step(0.92f, 0.6f),
            new Step(0.85f, 0.3f),
            new Step(0.85f, 0.6f),
            new Step(0.7f, 0.3f),
            new Step(0.7f, 0.6f));

    private static final int SURVEYED = 256;

    private final LoadedModel champion;
    private final Cut cut;
    private final RunLength length;
    private final Lesson lesson;
    private final LearningRules rules;
    private final TrainingProgress progress;
    private final ArchitectureReference reference;
    private final Architecture architecture;
    private final SortedMap<String, Double> figures;

    /** What may become the challenger, and what the gate says of it. */
    private record Attempt(Weights weights, Verdict verdict) {}

    /** @param cut that the lesson is of */
    LearningRun(LoadedModel champion, Cut cut, Lesson lesson, LearningRules rules, TrainingProgress progress) {
        this.champion = champion;
        this.cut = cut;
        this.length = RunLength.of(cut);
        this.lesson = lesson;
        this.rules = rules;
        this.progress = progress;
        this.reference =
                Head.grown(champion.manifest().architecture(), lesson.labels().size());
        this.architecture = reference.resolve();
        this.figures = new TreeMap<>(lesson.figures());
    }

    /**
     * @param dataSet as the challenger's lineage names it
     * @throws TrainingException if there is nothing to learn
     */
    Challenger run(String dataSet) {
        if (lesson.fresh().isEmpty()) {
            throw new TrainingException("there are no labelled images to learn from");
        }
        List<Sample> learned = Stream.concat(lesson.fresh().stream(), lesson.rehearsed().stream())
                .toList();
        List<float[]> before = answers(champion.weights(), learned);
        List<float[]> asked = answers(champion.weights(), lesson.holdout());
        Mixture trained = trained(learned, before);
        List<Step> steps = steps();
        Attempt attempt = attempt(trained, steps.get(0), asked);
        for (int i = 1; i < steps.size() && attempt.verdict().decision().forgets(); i++) {
            attempt = attempt(trained, steps.get(i), asked);
        }
        try (Tail challenger = tail(attempt.weights(), 1, 1)) {
            var reference = HeldOutReference.of(challenger, architecture, lesson.holdout(), progress::step);
            ActivationRanges ranges = ranges(challenger, learned);
            return new Challenger(
                    model(attempt.weights(), lineage(dataSet), ranges, reference.orElse(null)), attempt.verdict());
        }
    }

    /** A handicap of new classes says nothing where there are none. */
    private List<Step> steps() {
        return lesson.labels().size() > lesson.known()
                ? STEPS
                : STEPS.stream()
                        .map(Step::share)
                        .distinct()
                        .map(share -> new Step(share, 0))
                        .toList();
    }

    /** @param asked what the champion answers to what is held out */
    private Attempt attempt(Mixture trained, Step step, List<float[]> asked) {
        Weights weights = champion.weights().overlaidWith(trained.after(step).as(DataType.F16));
        try (Tail challenger = tail(weights, 1, 1)) {
            figures.put("learned-share", rounded(step.share()));
            figures.put("new-classes-handicap", rounded(step.handicap()));
            return new Attempt(weights, judge(asked, Rows.answers(challenger, lesson.holdout(), progress::step)));
        }
    }

    private List<float[]> answers(Weights weights, List<Sample> samples) {
        try (Tail tail = new Tail(champion.architecture(), cut.layer(), weights, settings(1, 1))) {
            return Rows.answers(tail, samples, progress::step);
        }
    }

    private Mixture trained(List<Sample> learned, List<float[]> before) {
        int steps = length.steps(learned.size());
        List<Sample> some = Rows.pieces(learned, cut.values()).get(0);
        float scale = (float) (1 / Rows.size(Rows.served(some, cut.values())));
        List<Lecture> lectures = new ArrayList<>();
        float freshShare = lesson.rehearsed().isEmpty() ? FRESH_SHARE_ALONE : FRESH_SHARE;
        for (int i = 0; i < learned.size(); i++) {
            float share = i < lesson.fresh().size() ? freshShare : REHEARSED_SHARE;
            lectures.add(new Lecture(learned.get(i), target(learned.get(i).label(), before.get(i), share)));
        }
        Weights start = Head.grown(champion.weights().as(DataType.F32), architecture);
        try (Tail tail = tail(start, scale, steps)) {
            double loss = new HeadTraining(tail, lectures, length.batch(), progress, rules.seed()).run(steps);
            figures.put("training-loss", rounded(loss));
            figures.put("training-steps", (double) steps);
            return new Mixture(start, tail.weights(), Head.outputBias(architecture), lesson.known());
        }
    }

    /** What the image is, but for a share as the champion spreads it over the classes that it knows. */
    private float[] target(int label, float[] before, float share) {
        float[] target = new float[lesson.labels().size()];
        for (int i = 0; i < before.length; i++) {
            target[i] = share * before[i];
        }
        target[label] += 1 - share;
        return target;
    }

    private Verdict judge(List<float[]> champions, List<float[]> challengers) {
        List<PairedAnswer> answers = new ArrayList<>();
        for (int i = 0; i < challengers.size(); i++) {
            int label = lesson.holdout().get(i).label();
            answers.add(new PairedAnswer(
                    lesson.labels().get(label),
                    Scores.best(champions.get(i)) == label,
                    Scores.best(challengers.get(i)) == label));
        }
        Verdict verdict = new Gate(rules.gate())
                .judge(answers, new HashSet<>(lesson.labels().subList(0, lesson.known())));
        remember("holdout", verdict.comparison().all());
        remember("known-classes", verdict.comparison().known());
        remember("new-classes", verdict.comparison().fresh());
        figures.put("known-classes-not-asked", (double) verdict.comparison().unasked());
        figures.put("largest-class-fall", rounded(verdict.comparison().largestFall()));
        figures.put("gate-chance", rounded(verdict.comparison().chance()));
        figures.put("gate-largest-loss", rounded(verdict.comparison().largestLoss()));
        figures.put("gate-margin", rules.gate().margin());
        figures.put("gate-confidence", rules.gate().confidence());
        figures.put("examples-fresh", (double) lesson.fresh().size());
        figures.put("examples-rehearsed", (double) lesson.rehearsed().size());
        figures.put("classes-new", (double) lesson.labels().size() - lesson.known());
        return verdict;
    }

    private void remember(String what, Tally tally) {
        figures.put(what + "-examples", (double) tally.examples());
        if (tally.examples() > 0) {
            figures.put(what + "-top-1", rounded(tally.challengerAccuracy()));
            figures.put(what + "-champion-top-1", rounded(tally.championAccuracy()));
        }
    }

    private ActivationRanges ranges(Tail challenger, List<Sample> learned) {
        ActivationRanges known = champion.manifest().activationRanges();
        if (known == null) {
            return null;
        }
        List<Sample> some = learned.subList(0, Math.min(SURVEYED, learned.size()));
        SortedMap<String, Double> largest = new TreeMap<>(known.largest());
        for (List<Sample> piece : Rows.pieces(some, challenger.inputs())) {
            challenger
                    .largestInputs(Rows.served(piece, challenger.inputs()))
                    .forEach((layer, value) -> largest.merge(layer, value, Math::max));
        }
        return new ActivationRanges(known.images(), largest);
    }

    private TrainingLineage lineage(String dataSet) {
        ModelManifest old = champion.manifest();
        var stage = new Stage(cut.layer(), length.epochs(), RATE, false, length.batch());
        return new TrainingLineage(
                dataSet,
                lesson.digest(),
                lesson.fresh().size(),
                old.name() + " " + old.version() + " " + old.digest(),
                rules.seed(),
                List.of(stage));
    }

    private LoadedModel model(Weights weights, TrainingLineage lineage, ActivationRanges ranges, DriftReference drift) {
        ModelManifest old = champion.manifest();
        var manifest = new ModelManifest(
                        old.name(),
                        old.version(),
                        reference,
                        lesson.labels(),
                        old.preprocessing(),
                        lineage,
                        figures,
                        ranges,
                        old.digest())
                .withReference(drift);
        return new LoadedModel(manifest, architecture, weights, exemplars()).withDigest();
    }

    private Exemplars exemplars() {
        List<Candidate> more = new ArrayList<>();
        ExemplarChoice choice = ExemplarChoice.USUAL;
        lesson.fresh().forEach(sample -> more.add(choice.candidate(sample, label(sample), false)));
        lesson.holdout().forEach(sample -> more.add(choice.candidate(sample, label(sample), true)));
        return new Exemplars(choice.of(lesson.carried(), more, lesson.labels().size()), cut.named());
    }

    private String label(Sample sample) {
        return lesson.labels().get(sample.label());
    }

    private Tail tail(Weights weights, float scale, int steps) {
        return new Tail(architecture, cut.layer(), weights, settings(scale, steps));
    }

    private Tail.Settings settings(float scale, int steps) {
        var descent = new Optimizer.Descent(new CosineSchedule(RATE, steps), MOMENTUM, MOST_CHANGE);
        return new Tail.Settings(descent, scale, rules.seed());
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
