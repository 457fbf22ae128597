package dev.alexstream.training;

import java.util.Random;

/** The numbers of {@link Random}, from a state that can be read and set. For one thread. */
final class ResumableRandom extends Random {

    private static final long serialVersionUID = 1;

    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long MASK = (1L << 48) - 1;

    private long state;

    ResumableRandom(long seed) {
        super(0);
        state = (seed ^ MULTIPLIER) & MASK;
    }

    long state() {
        return state;
    }

    /** Goes on where another one stood that had this state. */
    void resume(long other) {
        state = other & MASK;
    }

    @Override
    protected int next(int bits) {
        state = (state * MULTIPLIER + 0xBL) & MASK;
        return (int) (state >>> (48 - bits));
    }

    /** Box and Muller 1958, without keeping the second number for the next call: it would be a part of the state that cannot be read. */
    @Override
    public synchronized double nextGaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
        return radius * Math.cos(2 * Math.PI * nextDouble());
    }
}
