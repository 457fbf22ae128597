package dev.alexstream.training;

import dev.alexstream.kafka.LabelStream;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingReport;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import dev.alexstream.network.Architecture;
import dev.alexstream.training.OnlineTrainer.Champions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The time in which a trainer acts upon one champion: its layers that are not trained, usually the convolutions, and the store of what they
 * see. Every network of the same such layers shares a store; for others labels are taken in again from the beginning of the topic.
 */
final class TrainingSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int SHOWN = 16;

    private final LoadedModel champion;
    private final Cut cut;
    private final Optional<String> refusal;
    private final LabelStream stream;
    private final ExampleStore store;
    private final FeatureExtraction extraction;
    private final LabelIntake intake;
    private final LiveJudge judge;
    private final TrialReport report;
    private final InstantSource clock;
    private Set<String> awaited = Set.of();
    private Map<Integer, Long> ends = Map.of();
    private Map<Integer, Long> expected = Map.of();

    TrainingSession(
            Champions champions, TrainerParts parts, LabelStream stream, TrainingMetrics metrics, InstantSource clock) {
        this.champion = champions.load();
        this.stream = stream;
        this.clock = clock;
        this.refusal = refusal(parts.config(), champion.architecture());
        this.cut =
                Cut.of(refusal.isPresent() ? Optional.empty() : parts.config().unfreeze(), champion.architecture());
        Path folder = parts.folder().resolve(cut.digest(champion).substring(0, SHOWN));
        this.store = new ExampleStore(folder, parts.config().limits());
        this.extraction = new FeatureExtraction(parts.decoder(), () -> parts.open(champion), champion, cut);
        this.judge = new LiveJudge(ModelReference.of(champion.manifest()), this::said, champions, parts, store, clock);
        this.report = new TrialReport(parts.config(), metrics);
        this.intake = new LabelIntake(parts, extraction, store, judge::arrived, stream::deadLetter);
        begin();
    }

    /** A session that nobody gets leaves its store to the next one. */
    private void begin() {
        try {
            store.begun(clock.instant());
            stream.readFrom(store.positions());
            expectAll();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Why a network cannot be trained as the settings have it, with the layers that can be chosen. */
    static Optional<String> refusal(LearningConfig config, Architecture architecture) {
        return config.unfreeze()
                .flatMap(layer -> Cut.refusal(layer, architecture))
                .map(reason -> "alexstream.learning.unfreeze: " + reason);
    }

    LoadedModel champion() {
        return champion;
    }

    /** What is kept of the images, and what a run trains. */
    Cut cut() {
        return cut;
    }

    /** Why no run can begin: the champion has no such layer as is to be trained from. Labels are taken in and judged nevertheless. */
    Optional<String> refusal() {
        return refusal;
    }

    /** What a person should know who waits for runs upon this champion. */
    Optional<String> warning() {
        Exemplars exemplars = champion.exemplars();
        if (refusal.isPresent()
                || (!exemplars.all().isEmpty() && exemplars.layer().equals(cut.named()))) {
            return refusal;
        }
        if (exemplars.all().isEmpty()) {
            return Optional.of(
                    ("%s carries no exemplars: runs may forget classes of which no labels come, and the gate asks nothing"
                                    + " about these. A model that 'train' made has exemplars")
                            .formatted(ModelReference.of(champion.manifest()).key()));
        }
        return Optional.of(("the exemplars of %s are of layer %s: runs from %s do without them and may forget classes."
                        + " A model from 'train --rehearse-from %s' has exemplars for them")
                .formatted(
                        ModelReference.of(champion.manifest()).key(),
                        exemplars.layer().orElseGet(() -> Head.first(champion.architecture())),
                        cut.layer(),
                        cut.layer()));
    }

    /** The topic of the labels. */
    String topic() {
        return stream.topic();
    }

    /** Images that came, or are called otherwise, since the last run. */
    long fresh() {
        return store.fresh();
    }

    /**
     * Takes in what has come.
     *
     * @param between runs after each label
     * @return whether there was anything
     */
    boolean takeIn(Runnable between) {
        List<InboundRecord> labels = stream.poll(PATIENCE);
        if (labels.isEmpty()) {
            return false;
        }
        intake.take(labels, between);
        stream.commit(store.positions());
        return true;
    }

    private String said(byte[] encoded, String name) {
        return champion.manifest().labels().get(extraction.best(encoded, name));
    }

    /** @return whether incoming labels have changed who answers, or who is on trial */
    boolean judged() {
        boolean changed = judge.decide();
        report.tell(judge.trial());
        return changed;
    }

    /** Whether a challenger is on trial. */
    boolean trying() {
        return judge.trying();
    }

    Lesson lesson(LearningRules rules) {
        return new LessonPlan(champion, cut, store, rules).draw();
    }

    /** Whether someone waits for a run. */
    boolean requested() {
        return !store.requests().isEmpty();
    }

    /**
     * Whether everything is taken in that was on the topic before the requests. A request stands on one partition, and what came before it
     * may stand on any: so the ends of all are looked up when it has been read, and are to be reached.
     */
    boolean caughtUp() {
        Set<String> requests = store.requests().keySet();
        if (!requests.equals(awaited)) {
            ends = stream.ends();
            awaited = requests;
        }
        return stream.reached(ends);
    }

    /** What is on the topic now is to be taken in before a run that nobody asks for. */
    void expectAll() {
        expected = stream.ends();
    }

    /** Whether everything is taken in that was on the topic when that was last said, or when the session began. */
    boolean hasExpected() {
        return stream.reached(expected);
    }

    /** When the last run was; before the first one, when taking in began. */
    Instant lastRun() {
        return store.lastRun();
    }

    /** What the last run learned upon what; empty if that says nothing about another run. */
    String lastLesson() {
        return store.lesson();
    }

    /**
     * A run has seen everything that is there.
     *
     * @param lesson what it learned upon what; empty if that says nothing about another run
     */
    void learned(String lesson) {
        store.learned(clock.instant(), lesson);
        store.force();
    }

    /** Returns when all who wait know; the answer stands behind the request, so that whoever reads both knows that nothing is to be done. */
    void answer(TrainingReport report) {
        store.requests().forEach((id, partition) -> {
            stream.write(partition, TrainingEvents.answer(id, report));
            store.answered(id);
        });
        store.force();
    }

    @Override
    public void close() {
        judge.close();
        report.tell(Optional.empty());
        extraction.close();
        store.close();
    }
}
