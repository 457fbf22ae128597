package dev.alexstream;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Shadowed;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** How often a challenger on trial and the champion say the same label, over the latest images that both were asked about. */
final class Agreement {

    private static final int WINDOW = 1_000;

    private final DoubleConsumer metric;
    private final LatestShare agreed = new LatestShare(WINDOW);
    private ModelIdentity champion;
    private ModelIdentity challenger;

    /** @param metric is told the share, not a number before anything was asked */
    Agreement(DoubleConsumer metric) {
        this.metric = metric;
        metric.accept(agreed.share());
    }

    /** Answers of models that were compared before count no more, however late they come. */
    synchronized void saw(Shadowed outcome) {
        if (!outcome.answer().model().equals(champion)
                || !outcome.shadow().model().equals(challenger)) {
            return;
        }
        agreed.add(label(outcome.answer()).equals(label(outcome.shadow())));
        metric.accept(agreed.share());
    }

    /** What is known of the champion before is forgotten. */
    synchronized void champion(ModelIdentity model) {
        champion = model;
        reset();
    }

    /** What is known of the challenger before is forgotten. */
    synchronized void challenger(Optional<ModelIdentity> model) {
        challenger = model.orElse(null);
        reset();
    }

    private void reset() {
        agreed.reset();
        metric.accept(agreed.share());
    }

    private static String label(Classified result) {
        return result.predictions().get(0).label();
    }
}
