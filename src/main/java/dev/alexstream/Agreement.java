package dev.alexstream;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Shadowed;
import java.util.BitSet;
import java.util.function.DoubleConsumer;

/** How often the challenger in shadow and the champion say the same label, over the latest images. */
final class Agreement {

    private static final int WINDOW = 1_000;

    private final DoubleConsumer metric;
    private final BitSet agreed = new BitSet(WINDOW);
    private int asked;
    private int next;

    /** @param metric is told the share, not a number before anything was asked */
    Agreement(DoubleConsumer metric) {
        this.metric = metric;
        metric.accept(Double.NaN);
    }

    synchronized void saw(Shadowed outcome) {
        agreed.set(next, label(outcome.answer()).equals(label(outcome.shadow())));
        next = (next + 1) % WINDOW;
        asked = Math.min(asked + 1, WINDOW);
        metric.accept((double) agreed.cardinality() / asked);
    }

    /** Another challenger, or another champion. */
    synchronized void reset() {
        agreed.clear();
        asked = 0;
        next = 0;
        metric.accept(Double.NaN);
    }

    private static String label(Classified result) {
        return result.predictions().get(0).label();
    }
}
