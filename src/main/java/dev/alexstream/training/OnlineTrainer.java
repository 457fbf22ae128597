package dev.alexstream.training;

import dev.alexstream.engine.LowPriority;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import dev.alexstream.model.Registry.Transition;
import dev.alexstream.training.TrainingMetrics.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A trainer: takes labels in while it is the one that acts in its group, and makes challengers of them. Everything happens on one thread of
 * the lowest priority, in steps so small that the group never misses it; a run ends at once when another trainer acts.
 */
public final class OnlineTrainer implements Runnable {

    private static final Logger LOG = Logger.getLogger(OnlineTrainer.class);
    private static final Duration WAITING = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final TrainerParts parts;
    private final LabelStream stream;
    private final Champions champions;
    private final TrainingMetrics metrics;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Burst burst;
    private TrainingSession session;
    private Instant notBefore = Instant.MIN;
    private boolean waited;

    /** Which model answers, and how another one comes to. */
    public interface Champions {

        /** What answers now. */
        ModelReference current();

        /** @return what {@link #current} names */
        LoadedModel load();

        /** @return empty if the champion is another one by now */
        Optional<ModelEntry> release(LoadedModel champion, Challenger challenger);

        /** As it stood lately. */
        Registry registry();

        /** @throws dev.alexstream.model.ModelException when the store does not have it */
        LoadedModel read(ModelEntry entry);

        /** Changes the registry. */
        void apply(Transition transition);
    }

    /** Why no run could begin upon a champion: a sentence for the operator. */
    public static Optional<String> refusal(LearningConfig config, LoadedModel champion) {
        return TrainingSession.refusal(config, champion.architecture());
    }

    /** Another trainer acts, or this one is to stop. */
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** @param stream is closed when the trainer ends */
    public OnlineTrainer(
            TrainerParts parts, LabelStream stream, Champions champions, TrainingMetrics metrics, InstantSource clock) {
        this.parts = parts;
        this.stream = stream;
        this.champions = champions;
        this.metrics = metrics;
        this.clock = clock;
        this.burst = new Burst(parts.config().quietPeriod());
    }

    @Override
    public void run() {
        try {
            LowPriority.enter();
            while (!stopping()) {
                guardedTurn();
            }
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "the trainer has stopped, and learns nothing before this process is started again");
            throw e;
        } finally {
            close();
        }
    }

    private void close() {
        try {
            leave();
        } finally {
            try {
                stream.close();
            } finally {
                ended.countDown();
            }
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Whatever fails is tried again: labels are still on the topic, and the store stands where it stood. */
    private void guardedTurn() {
        try {
            turn();
        } catch (Overtaken overtaken) {
            leave();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warnf("learning failed and is tried again: %s", e.getMessage());
            LOG.debug("why learning failed", e);
            leave();
            rest();
        }
    }

    private void turn() {
        if (!stream.acts(session == null ? WAITING : LOOK)) {
            leave();
            return;
        }
        if (session == null || !ModelReference.of(session.champion().manifest()).equals(champions.current())) {
            leave();
            session = new TrainingSession(champions, parts, stream, metrics, clock);
            LOG.infof(
                    "Learning from labels upon %s %s",
                    session.champion().manifest().name(),
                    session.champion().manifest().version());
            session.warning().ifPresent(LOG::warn);
        }
        boolean came = session.takeIn(this::stay);
        watchBurst(came);
        if (session.judged()) {
            leave();
        } else if (isDue(came)) {
            learn();
        }
    }

    private void watchBurst(boolean came) {
        if (!came) {
            burst.rests(clock.instant());
        } else if (burst.goesOn(clock.instant())) {
            session.expectAll();
        }
    }

    private boolean isDue(boolean came) {
        boolean due = !clock.instant().isBefore(notBefore) && isWanted(came);
        boolean waits = due && session.trying();
        if (waits && !waited) {
            LOG.info(
                    "A training run waits until the trial of a challenger is decided; 'alexstream models list' shows it");
        }
        waited = waits || (waited && session.trying());
        return due && !waits;
    }

    private boolean isWanted(boolean came) {
        return session.requested()
                ? session.caughtUp()
                : burst.isOver(clock.instant()) && isTime() && (!came || session.hasExpected());
    }

    private boolean isTime() {
        long fresh = session.fresh();
        boolean late = parts.config()
                .interval()
                .filter(interval -> !clock.instant().isBefore(session.lastRun().plus(interval)))
                .isPresent();
        return fresh >= parts.config().minNewLabels() || (fresh > 0 && late);
    }

    /** To be called all the time. */
    private void stay() {
        if (stopping() || !stream.acts(Duration.ZERO)) {
            throw new Overtaken();
        }
    }

    private void learn() {
        burst.ends();
        try {
            var run = new OnlineRun(
                    session, champions, parts.config().rules(), metrics, new RunProgress(metrics, this::stay));
            if (!run.run()) {
                leave();
            }
        } catch (Overtaken overtaken) {
            metrics.ended(RunResult.OVERTAKEN);
            throw overtaken;
        } catch (RuntimeException | OutOfMemoryError e) {
            metrics.ended(RunResult.FAILED);
            notBefore = clock.instant().plus(AFTER_FAILURE);
            throw e;
        }
    }

    private void leave() {
        TrainingSession left = session;
        session = null;
        if (left != null) {
            left.close();
        }
    }

    private void rest() {
        try {
            var unused = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when it has stopped without being asked. */
    public boolean lives() {
        return ended.getCount() > 0 || stopping();
    }

    /** Tells it to end, and returns at once. */
    public void stop() {
        stop.countDown();
    }

    /** @return whether it has ended within the bound; what was not finished is done again by whoever acts next */
    public boolean stop(Duration bound) throws InterruptedException {
        stop();
        return ended.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    }
}
