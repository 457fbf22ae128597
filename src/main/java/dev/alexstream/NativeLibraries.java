package dev.alexstream;

import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineException;
import dev.alexstream.image.OpenCvImageDecoder;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Brings the native libraries into the process while settings and model are read, or while the HTTP side starts.
 *
 * <p>One thread loads them all, in one order, and nobody else loads any before it is done: two threads could wait for each other for ever,
 * one with the lock of the loader waiting for a class to be initialised, the other the other way round.
 */
public final class NativeLibraries {

    private static CompletableFuture<Void> loading = CompletableFuture.completedFuture(null);
    private static boolean started;

    private NativeLibraries() {}

    /**
     * Does some work that loads no native library itself before {@link #await}, and loads them meanwhile.
     *
     * @return what the work gives; by then nothing is being loaded any more, so the process may exit
     */
    public static <T> T whileLoading(Supplier<T> work) {
        start();
        try {
            return work.get();
        } finally {
            await();
        }
    }

    /** Returns when nothing is being loaded. What could not be loaded says so when it is needed. */
    static void await() {
        current().join();
    }

    private static synchronized CompletableFuture<Void> current() {
        return loading;
    }

    private static synchronized void start() {
        if (!started) {
            started = true;
            NativeMemory.allow();
            loading = CompletableFuture.runAsync(NativeLibraries::load, task -> {
                Thread thread = new Thread(task, "alexstream-natives");
                thread.setDaemon(true);
                thread.start();
            });
        }
    }

    private static void load() {
        CompilerThreads.giveWay();
        attempt(OpenCvImageDecoder::loadNatives);
        attempt(Classifiers::loadNatives);
    }

    private static void attempt(Runnable load) {
        try {
            load.run();
        } catch (EngineException | LinkageError e) {
            // remembered there, and told to whoever needs the library
        }
    }
}
