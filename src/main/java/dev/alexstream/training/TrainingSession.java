package dev.alexstream.training;

import dev.alexstream.kafka.LabelStream;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import dev.alexstream.training.OnlineTrainer.Champions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The time in which a trainer acts upon one champion: its convolutions, and the store of what its convolutions see. Every network of the same
 * convolutions shares a store; for others labels are taken in again from the beginning of the topic.
 */
final class TrainingSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int SHOWN = 16;

    private final LoadedModel champion;
    private final LabelStream stream;
    private final ExampleStore store;
    private final FeatureExtraction extraction;
    private final LabelIntake intake;
    private final LiveJudge judge;

    TrainingSession(Champions champions, TrainerParts parts, LabelStream stream, InstantSource clock) {
        this.champion = champions.load();
        this.stream = stream;
        String trunk = Head.trunkDigest(champion.architecture(), champion.weights());
        Path folder = parts.folder().resolve(trunk.substring(0, SHOWN));
        this.store = new ExampleStore(folder, parts.config().limits());
        this.extraction = new FeatureExtraction(parts.decoder(), () -> parts.open(champion), champion);
        this.judge = new LiveJudge(ModelReference.of(champion.manifest()), this::said, champions, parts, clock);
        this.intake = new LabelIntake(parts, extraction, store, judge::arrived, stream::deadLetter);
        stream.readFrom(store.positions());
    }

    LoadedModel champion() {
        return champion;
    }

    /** Images that came since the last run. */
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
        return judge.decide();
    }

    /** Whether a challenger is on trial. */
    boolean trying() {
        return judge.trying();
    }

    Lesson lesson(LearningRules rules) {
        return new LessonPlan(champion, store, rules).draw();
    }

    /** A run has seen everything that is there. */
    void learned() {
        store.learned();
        store.force();
    }

    @Override
    public void close() {
        judge.close();
        extraction.close();
        store.close();
    }
}
