package dev.alexstream.training;

import static dev.alexstream.training.LiveJudge.percent;

import dev.alexstream.model.ModelEntry;
import dev.alexstream.training.LiveJudge.Trial;
import dev.alexstream.training.TrainingMetrics.Judgement;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells which of the two models of a trial is better, as far as labels show it: the metrics at any time, and the log whenever the judgement
 * upon a trial that a person began is another one. For one thread.
 */
final class TrialReport {

    private static final Logger LOG = Logger.getLogger(TrialReport.class);

    private final LearningConfig config;
    private final TrainingMetrics metrics;
    private final Consumer<String> log;
    private Optional<Told> last = Optional.empty();

    private record Told(ModelEntry challenger, Judgement judgement) {}

    TrialReport(LearningConfig config, TrainingMetrics metrics) {
        this(config, metrics, LOG::info);
    }

    TrialReport(LearningConfig config, TrainingMetrics metrics, Consumer<String> log) {
        this.config = config;
        this.metrics = metrics;
        this.log = log;
    }

    /** @param trial that goes on */
    void tell(Optional<Trial> trial) {
        trial.ifPresentOrElse(this::tell, metrics::noTrial);
    }

    private void tell(Trial trial) {
        Tally tally = trial.tally();
        GateRules rules = config.rules().gate();
        Judgement judgement = config.rolloutRules().judgement(tally, rules);
        metrics.trial(tally, judgement);
        Optional<Told> now = Optional.of(new Told(trial.challenger(), judgement));
        if (trial.isLeftToAPerson() && judgement != Judgement.TOO_FEW && !now.equals(last)) {
            last = now;
            log.accept("%s %s, with %s confidence: of %d labels since its trial began it got %s right, the champion %s"
                    .formatted(
                            trial.challenger().key(),
                            words(judgement),
                            percent(rules.confidence()),
                            tally.examples(),
                            percent(tally.challengerAccuracy()),
                            percent(tally.championAccuracy())));
        }
    }

    private static String words(Judgement judgement) {
        return switch (judgement) {
            case BETTER -> "is better than the champion";
            case WORSE -> "is worse than the champion";
            case UNDECIDED, TOO_FEW -> "is not shown to be better or worse than the champion yet";
        };
    }
}
