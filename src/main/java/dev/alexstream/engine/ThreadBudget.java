package dev.alexstream.engine;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Threads of each native library: ND4J's own loops, the oneDNN and OpenMP regions below them, and OpenBLAS.
 *
 * <p>Left alone these libraries take the cores of the host, whatever the process may use. OpenMP keeps its number per calling thread, so
 * {@link #apply} belongs on the thread that computes.
 */
public record ThreadBudget(int nd4j, int openMp, int openBlas) {

    /** One thread for each CPU this process may use; the JVM honours affinity and control groups. */
    public static ThreadBudget ofProcess() {
        int cpus = Runtime.getRuntime().availableProcessors();
        return new ThreadBudget(cpus, cpus, cpus);
    }

    /** What the libraries report for the calling thread. */
    public static ThreadBudget inForce() {
        return new ThreadBudget(
                Nd4j.getEnvironment().maxMasterThreads(),
                NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(),
                Nd4j.factory().blas().getMaxThreads());
    }

    /** Tells the libraries, on the calling thread. */
    void apply() {
        Environment environment = Nd4j.getEnvironment();
        environment.setMaxThreads(nd4j);
        environment.setMaxMasterThreads(nd4j);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(openMp);
        Nd4j.factory().blas().setMaxThreads(openBlas);
    }
}
