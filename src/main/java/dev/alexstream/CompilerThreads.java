package dev.alexstream;

import dev.alexstream.engine.LowPriority;

/**
 * Lets the optimising compiler of the JVM work behind everything else.
 *
 * <p>It compiles for minutes after a start, a whole core at a time. On few cores images wait for it: with three Java processes on two cores
 * the slowest hundredth of them took twice as long. What it compiles runs well enough until it is done, so it may take what is left over.
 * The JVM has a flag for that, but only root may use it, and only on the command line.
 */
public final class CompilerThreads {

    /** A tenth of the weight of a thread that has work to do. */
    static final int NICE = 10;

    /** As Linux shows it, cut after 15 bytes. */
    static final String NAME = "C2 CompilerThre";

    private CompilerThreads() {}

    /** On Linux; elsewhere nothing. Threads that the compiler starts itself take after it. */
    public static void giveWay() {
        LowPriority.give(NAME, NICE);
    }
}
