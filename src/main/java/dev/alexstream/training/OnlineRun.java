package dev.alexstream.training;

import dev.alexstream.message.TrainingReport;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.message.TrainingReport.Version;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.training.OnlineTrainer.Champions;
import dev.alexstream.training.TrainingMetrics.RunResult;
import dev.alexstream.training.Verdict.Decision;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One run upon all that a session has taken in: a challenger is trained, judged and released, and whoever asked for the run is told. A run
 * that is overtaken by another champion tells nobody and counts no label as learned, so that it is done again upon that one.
 */
final class OnlineRun {

    private static final Logger LOG = Logger.getLogger(OnlineRun.class);
    private static final int MOST_NAMED = 10;

    private final TrainingSession session;
    private final Champions champions;
    private final LearningRules rules;
    private final TrainingMetrics metrics;
    private final TrainingProgress progress;

    /** @param progress may end the run by what it throws */
    OnlineRun(
            TrainingSession session,
            Champions champions,
            LearningRules rules,
            TrainingMetrics metrics,
            TrainingProgress progress) {
        this.session = session;
        this.champions = champions;
        this.rules = rules;
        this.metrics = metrics;
        this.progress = progress;
    }

    /** @return false if it was overtaken, and is to be done again */
    boolean run() {
        if (session.refusal().isPresent()) {
            refuse(session.refusal().get());
            return true;
        }
        Lesson lesson = session.lesson(rules);
        Optional<String> idle = nothingNew(lesson);
        if (idle.isPresent()) {
            LOG.infof("A training run ends at once: %s", idle.get());
            session.learned(key(lesson));
            session.answer(new TrainingReport(Result.NOTHING_NEW, Optional.empty(), idle.get()));
            return true;
        }
        Challenger challenger = challenger(lesson);
        progress.step();
        Optional<ModelEntry> entry = champions.release(session.champion(), challenger);
        metrics.ended(entry.map(released -> result(released, challenger)).orElse(RunResult.OVERTAKEN));
        entry.ifPresent(released -> {
            LOG.infof("%s is %s", released.key(), released.state().word());
            session.learned(key(lesson));
            session.answer(report(released, challenger.verdict()));
        });
        return entry.isPresent();
    }

    private void refuse(String reason) {
        LOG.warnf("No training run begins: %s", reason);
        metrics.ended(RunResult.FAILED);
        session.learned("");
        session.answer(new TrainingReport(Result.REFUSED, Optional.empty(), reason));
    }

    /** A trainer that begins with an empty disk reads again what its predecessor has taught already. */
    private Optional<String> nothingNew(Lesson lesson) {
        String champion = ModelReference.of(session.champion().manifest()).key();
        if (lesson.fresh().isEmpty()) {
            return Optional.of(
                    "Nothing to learn: there are no labelled images that a run could use." + waiting(lesson));
        }
        boolean known = Optional.ofNullable(session.champion().manifest().training())
                .filter(lineage -> lineage.dataSetDigest().equals(lesson.digest()))
                .filter(lineage -> lineage.stages()
                        .get(lineage.stages().size() - 1)
                        .from()
                        .equals(session.cut().layer()))
                .isPresent();
        if (known) {
            return Optional.of("Nothing new to learn: " + champion + " has learned all labels.");
        }
        return session.lastLesson().equals(key(lesson))
                ? Optional.of("Nothing new to learn: there are no new labels since the last run upon " + champion + ".")
                : Optional.empty();
    }

    /** A sentence about what is too little to be learned; empty if there is nothing of the kind. */
    private String waiting(Lesson lesson) {
        if (lesson.waiting().isEmpty()) {
            return "";
        }
        String some = lesson.waiting().stream()
                .limit(MOST_NAMED)
                .map(label ->
                        "%s (%d to learn, %d held out)".formatted(label.label(), label.learnable(), label.heldOut()))
                .collect(Collectors.joining(", "));
        int more = lesson.waiting().size() - MOST_NAMED;
        return " New classes wait for %d images to learn and one that is held out: %s%s."
                .formatted(rules.minPerClass(), some, more > 0 ? " and " + more + " more" : "");
    }

    /** What was learned, what was asked, and upon what: a run of the same three has the same end. */
    private String key(Lesson lesson) {
        return String.join(
                " ",
                lesson.digest(),
                lesson.holdoutDigest(),
                session.champion().manifest().digest());
    }

    private Challenger challenger(Lesson lesson) {
        LOG.infof(
                "A training run begins from %s: %d images of %d classes, %d exemplars, %d held out.%s",
                session.cut().layer(),
                lesson.fresh().size(),
                lesson.labels().size(),
                lesson.rehearsed().size(),
                lesson.holdout().size(),
                waiting(lesson));
        Challenger challenger =
                new LearningRun(session.champion(), session.cut(), lesson, rules, progress).run(session.topic());
        metrics.holdoutAccuracy(challenger.verdict().comparison().all().challengerAccuracy());
        LOG.info(challenger.verdict().sentence());
        return challenger;
    }

    private static RunResult result(ModelEntry entry, Challenger challenger) {
        return switch (entry.state()) {
            case CHAMPION -> RunResult.PROMOTED;
            case SHADOW, CANARY -> RunResult.ON_TRIAL;
            default -> challenger.verdict().decision() == Decision.TOO_FEW ? RunResult.TOO_FEW : RunResult.REFUSED;
        };
    }

    private static TrainingReport report(ModelEntry entry, Verdict verdict) {
        Result result =
                switch (entry.state()) {
                    case CHAMPION -> Result.PROMOTED;
                    case SHADOW, CANARY -> Result.ON_TRIAL;
                    default -> Result.REFUSED;
                };
        return new TrainingReport(
                result,
                Optional.of(new Version(entry.model().name(), entry.model().version())),
                entry.last().reason().orElse(verdict.sentence()));
    }
}
