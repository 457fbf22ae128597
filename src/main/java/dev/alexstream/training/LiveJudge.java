package dev.alexstream.training;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import dev.alexstream.training.OnlineTrainer.Champions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Asks models about incoming labels before anyone can learn them: the champion beside its predecessor, and a challenger on trial beside the
 * champion. Has the registry changed as soon as the answers are clear: a champion that is worse is taken back, a trial that the trainer began
 * is ended. Trials that a person began are left to that person. For one thread.
 */
final class LiveJudge implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LiveJudge.class);
    private static final String BY = "trainer";
    private static final int SHOWN = 16;
    private static final int AFTER_FAILURE = 20;

    private final ModelReference champion;
    private final Answering answering;
    private final Champions champions;
    private final TrainerParts parts;
    private final ExampleStore store;
    private final InstantSource clock;
    private Bout reign;
    private Bout trial;

    /**
     * A contest that goes on as long as the same two models stand where they stand.
     *
     * @param passes labels about which it is not asked, after a failure
     */
    private record Bout(ModelEntry other, Instant since, Contest contest, OpenedModel opened, AtomicInteger passes) {

        Bout(ModelEntry other, Instant since, Contest contest, OpenedModel opened) {
            this(other, since, contest, opened, new AtomicInteger());
        }
    }

    /** A challenger, and how it and the champion answered the labels since its trial began. */
    record Trial(ModelEntry challenger, Tally tally) {

        /** Whether nobody but a person ends it. */
        boolean isLeftToAPerson() {
            return LiveJudge.isLeftToAPerson(challenger);
        }
    }

    /**
     * @param answering the champion
     * @param store keeps the answers, so that a trainer that begins anew knows them
     */
    LiveJudge(
            ModelReference champion,
            Answering answering,
            Champions champions,
            TrainerParts parts,
            ExampleStore store,
            InstantSource clock) {
        this.champion = champion;
        this.answering = answering;
        this.champions = champions;
        this.parts = parts;
        this.store = store;
        this.clock = clock;
    }

    /**
     * A model that cannot be had is not asked for a while; learning goes on.
     *
     * @return keeps the answers; to be run when the label is taken care of, so that no label counts twice
     */
    Runnable arrived(IncomingLabel label) {
        follow();
        Runnable first = ask(reign, label);
        Runnable second = ask(trial, label);
        return () -> {
            first.run();
            second.run();
        };
    }

    private void follow() {
        Registry now = champions.registry();
        int window = parts.config().rollbackRules().window();
        reign = begun(reign, now.predecessor(), now.champion(), (other, since) -> {
            OpenedModel before = opened(other);
            return new Bout(other, since, contest(other, since, before, answering, window), before);
        });
        trial = begun(trial, now.challenger(), now.challenger(), (other, since) -> {
            OpenedModel tried = opened(other);
            return new Bout(other, since, contest(other, since, answering, tried, ContestLedger.MOST_ANSWERS), tried);
        });
    }

    private Contest contest(ModelEntry other, Instant since, Answering before, Answering candidate, int window) {
        String name = String.join(
                " ",
                champion.key(),
                champion.digest(),
                other.key(),
                other.model().digest(),
                since.toString());
        String digest = Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, SHOWN);
        return new Contest(digest, since, before, candidate, window, store);
    }

    private interface Opening {
        Bout bout(ModelEntry other, Instant since);
    }

    /** @param last whose last event began it */
    private Bout begun(Bout before, Optional<ModelEntry> other, Optional<ModelEntry> last, Opening opening) {
        Instant since = last.map(entry -> entry.last().at()).orElse(null);
        ModelReference wanted = other.map(ModelEntry::model).orElse(null);
        if (before != null && before.other().model().equals(wanted) && Objects.equals(before.since(), since)) {
            return before;
        }
        close(before);
        boolean mine = champions.current().equals(champion);
        return wanted == null || since == null || !mine ? null : opening.bout(other.get(), since);
    }

    private OpenedModel opened(ModelEntry entry) {
        return new OpenedModel(() -> champions.read(entry), parts);
    }

    private static Runnable ask(Bout bout, IncomingLabel label) {
        if (bout == null || bout.passes().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return LiveJudge::nothing;
        }
        try {
            return bout.contest()
                    .ask(label)
                    .<Runnable>map(answer -> () -> bout.contest().keep(answer))
                    .orElse(LiveJudge::nothing);
        } catch (RuntimeException e) {
            bout.passes().set(AFTER_FAILURE);
            LOG.warnf(
                    "%s is not asked about the next %d labels: %s", bout.other().key(), AFTER_FAILURE, e.getMessage());
            LOG.debug("why a model is not asked", e);
            return LiveJudge::nothing;
        }
    }

    private static void nothing() {}

    /** Whether a challenger is on trial. */
    boolean trying() {
        return champions.registry().challenger().isPresent();
    }

    /** @return whether the registry was changed */
    boolean decide() {
        follow();
        return takeBack() || endTrial();
    }

    /** The trial that goes on, as labels have it. */
    Optional<Trial> trial() {
        return Optional.ofNullable(trial)
                .map(bout -> new Trial(bout.other(), bout.contest().tally()));
    }

    private boolean takeBack() {
        if (reign == null) {
            return false;
        }
        RollbackRules rules = parts.config().rollbackRules();
        Tally tally = reign.contest().tally();
        if (!rules.takesBack(tally)) {
            return false;
        }
        String sentence =
                "Taken back: of the last %d labels since it became champion it got %s right, %s would have got %s"
                        .formatted(
                                tally.examples(),
                                percent(tally.challengerAccuracy()),
                                reign.other().key(),
                                percent(tally.championAccuracy()));
        ChangeNote note = note(sentence);
        return changed(sentence, now -> isChampion(now) ? now.rollback(note) : List.of());
    }

    private boolean endTrial() {
        if (trial == null || isLeftToAPerson(trial.other())) {
            return false;
        }
        ModelReference tried = trial.other().model();
        Tally tally = trial.contest().tally();
        Optional<Boolean> better = parts.config()
                .rolloutRules()
                .decision(tally, parts.config().rules().gate());
        if (better.isEmpty()) {
            return false;
        }
        String sentence = "%s after its trial: of %d labels it got %s right, the champion %s"
                .formatted(
                        better.get() ? "Promoted" : "Not promoted",
                        tally.examples(),
                        percent(tally.challengerAccuracy()),
                        percent(tally.championAccuracy()));
        ChangeNote note = note(sentence);
        return changed(sentence, now -> {
            boolean goesOn = isChampion(now)
                    && now.challenger()
                            .filter(entry -> entry.model().equals(tried))
                            .isPresent();
            if (!goesOn) {
                return List.of();
            }
            return better.get()
                    ? now.promote(tried.name(), tried.version(), note)
                    : now.refuse(tried.name(), tried.version(), note);
        });
    }

    private static boolean isLeftToAPerson(ModelEntry tried) {
        return !tried.last().by().equals(BY);
    }

    private boolean isChampion(Registry now) {
        return now.champion().filter(entry -> entry.model().equals(champion)).isPresent();
    }

    private ChangeNote note(String sentence) {
        return new ChangeNote(clock.instant(), BY, sentence + ".");
    }

    private boolean changed(String sentence, Registry.Transition transition) {
        champions.apply(transition);
        LOG.info(sentence);
        closeBouts();
        return true;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void closeBouts() {
        close(reign);
        close(trial);
        reign = null;
        trial = null;
    }

    private static void close(Bout bout) {
        if (bout != null) {
            bout.opened().close();
        }
    }

    @Override
    public void close() {
        closeBouts();
    }
}
