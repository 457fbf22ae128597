package dev.alexstream.batch;

/**
 * Bounds the bytes held by work under way: closed from the moment the high mark is passed until half of it is reached, so that intake does not
 * flutter. {@link #hold} never blocks and never refuses: what was let in while the budget was open is finished, so the overshoot is at most
 * what one admitted item can grow by, times the items admitted.
 */
public final class IntakeBudget {

    private final long highMark;
    private long held;
    private boolean open = true;

    public IntakeBudget(long highMark) {
        if (highMark < 1) {
            throw new IllegalArgumentException("the byte budget must be positive, it is " + highMark);
        }
        this.highMark = highMark;
    }

    public synchronized void hold(long bytes) {
        held += bytes;
        if (held >= highMark) {
            open = false;
        }
    }

    public synchronized void release(long bytes) {
        held -= bytes;
        if (held <= highMark / 2) {
            open = true;
        }
    }

    public synchronized boolean isOpen() {
        return open;
    }

    public synchronized long heldBytes() {
        return held;
    }
}
