package dev.alexstream.fault;

import java.util.Random;

/** A seed for each run, or the one of a run to repeat: {@code -Dalexstream.fault.seed=N}. */
public final class Seeds {

    private Seeds() {}

    public static long next() {
        Long given = Long.getLong("alexstream.fault.seed");
        return given == null ? new Random().nextInt(1_000_000) : given;
    }
}
