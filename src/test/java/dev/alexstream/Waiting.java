package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Conditions with deadlines. */
public final class Waiting {

    private Waiting() {}

    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            met = condition.getAsBoolean();
        }
        assertThat(met).as(what).isTrue();
    }
}
