package dev.alexstream;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time as the pipeline sees it.
 *
 * @param wall for deadlines, which requests state as instants
 * @param nano for durations, from an arbitrary origin
 */
public record Ticks(InstantSource wall, LongSupplier nano) {

    public static final Ticks SYSTEM = new Ticks(InstantSource.system(), System::nanoTime);
}
