package dev.alexstream;

import java.util.BitSet;

/** How often something was so, of the latest times. For one thread at a time. */
final class LatestShare {

    private final int window;
    private final BitSet so;
    private int times;
    private int next;

    /** @param window times that count */
    LatestShare(int window) {
        this.window = window;
        this.so = new BitSet(window);
    }

    void add(boolean wasSo) {
        so.set(next, wasSo);
        next = (next + 1) % window;
        times = Math.min(times + 1, window);
    }

    /** In [0, 1]; not a number before the first time. */
    double share() {
        return times == 0 ? Double.NaN : (double) so.cardinality() / times;
    }

    void reset() {
        so.clear();
        times = 0;
        next = 0;
    }
}
