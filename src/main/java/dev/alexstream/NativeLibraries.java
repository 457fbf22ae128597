package dev.alexstream;

import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineException;
import dev.alexstream.engine.LowPriority;
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

    /** What libraries start while they are loaded is called like the thread that loads them; Linux keeps no more than this of a name. */
    static final String THREAD = "alexstream-libs";

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

    /**
     * For a process that serves with oneDNN: OpenBLAS keeps threads of its own, which look for work all the time while someone uses it, and
     * only the trainer does. They take what is left over then, as the trainer itself does.
     */
    static void leaveHelpersToTrainer() {
        LowPriority.give(THREAD, LowPriority.LOWEST);
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
                Thread thread = new Thread(task, THREAD);
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
