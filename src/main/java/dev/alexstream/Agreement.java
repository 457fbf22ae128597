package dev.alexstream;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Shadowed;
import java.util.function.DoubleConsumer;

/** How often the challenger in shadow and the champion say the same label, over the latest images. */
final class Agreement {

    private static final int WINDOW = 1_000;

    private final DoubleConsumer metric;
    private final LatestShare agreed = new LatestShare(WINDOW);

    /** @param metric is told the share, not a number before anything was asked */
    Agreement(DoubleConsumer metric) {
        this.metric = metric;
        metric.accept(agreed.share());
    }

    synchronized void saw(Shadowed outcome) {
        agreed.add(label(outcome.answer()).equals(label(outcome.shadow())));
        metric.accept(agreed.share());
    }

    /** Another challenger, or another champion. */
    synchronized void reset() {
        agreed.reset();
        metric.accept(agreed.share());
    }

    private static String label(Classified result) {
        return result.predictions().get(0).label();
    }
}
