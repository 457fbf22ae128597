package dev.alexstream.engine;

import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the native libraries ready, once for a process and once for every thread that computes.
 *
 * <p>ND4J finds its backend through the class loader of whichever thread comes first; here it is always our own.
 */
public final class NativeRuntime {

    private static final LoadOnce ND4J = new LoadOnce(NativeRuntime::load);

    private NativeRuntime() {}

    /**
     * Loads what is not loaded yet, and sets the thread counts of the calling thread.
     *
     * @throws EngineException when this machine has no natives for ND4J
     */
    public static void prepare() {
        ND4J.ensure();
        ThreadBudget.ofProcess().apply();
    }

    private static void load() {
        ClassLoader own = NativeRuntime.class.getClassLoader();
        ND4JClassLoading.setNd4jClassloader(own);
        DL4JClassLoading.setDl4jClassloader(own);
        Dl4jHelpers.enable();
        OpenMpWaiting.shorten();
        OperandReach.keep();
        try {
            Nd4j.getMemoryManager().togglePeriodicGc(false);
        } catch (LinkageError | RuntimeException e) {
            throw new EngineException("the native libraries of ND4J cannot be loaded: " + e.getMessage(), e);
        }
    }
}
