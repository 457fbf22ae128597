package dev.alexstream.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Turns Ctrl-C and SIGTERM into a call, and keeps the process alive until the command has come to its end, within a bound. */
final class StopSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Runnable stop) {
        this.hook = new Thread(() -> stopAndWait(stop), "alexstream-stop");
    }

    /**
     * Runs a command that can be stopped.
     *
     * @param stop asks the command to end; called on another thread, must return at once
     * @return the command's exit code
     */
    static int during(Runnable stop, IntSupplier command) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        try {
            return command.getAsInt();
        } finally {
            signal.release();
        }
    }

    private void stopAndWait(Runnable stop) {
        stop.run();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is already going down, and the hook has just been released
        }
    }
}
