package dev.alexstream.engine;

import com.sun.jna.Platform;
import com.sun.jna.platform.unix.LibC;
import org.jboss.logging.Logger;

/**
 * How long threads of OpenMP wait for each other before they sleep.
 *
 * <p>GNU OpenMP spins 300,000 times at each barrier, for milliseconds. That is free on idle cores, but here decoders and Kafka want
 * them: a thread that spins keeps off the very thread it waits for. It reads the number from the environment when it is loaded, and the
 * environment of the JVM is not ours to set from outside, so the process sets it for itself.
 */
final class OpenMpWaiting {

    static final String SPIN_COUNT = "GOMP_SPINCOUNT";

    /** What GNU OpenMP takes by itself when it has more threads than CPUs; some ten microseconds. */
    static final String FEW = "1000";

    private static final Logger LOG = Logger.getLogger(OpenMpWaiting.class);

    private OpenMpWaiting() {}

    /**
     * Before OpenMP is loaded; what the user set in the environment stands. Other systems come with another OpenMP, and are left alone.
     */
    static void shorten() {
        if (!Platform.isLinux() || System.getenv("OMP_WAIT_POLICY") != null) {
            return;
        }
        try {
            LibC.INSTANCE.setenv(SPIN_COUNT, FEW, 0);
        } catch (LinkageError e) {
            LOG.debug("the spinning of OpenMP cannot be shortened", e);
        }
    }
}
