package dev.alexstream.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jboss.logging.Logger;

/**
 * Lets a thread compute only with what others leave over. On Linux a thread has a priority of its own, and the threads that native libraries
 * start for it inherit it; Java's own priorities have no effect there. Other systems have no such thing and are left alone.
 */
public final class LowPriority {

    private static final Logger LOG = Logger.getLogger(LowPriority.class);
    private static final int OF_ONE = 0;
    private static final int CALLER = 0;
    private static final int LOWEST = 19;

    /** Of the C library. */
    interface Priorities extends Library {

        /** Of a thread, where {@code which} is 0; of the calling one, where {@code who} is 0. */
        int setpriority(int which, int who, int priority);

        int getpriority(int which, int who);
    }

    private LowPriority() {}

    /** For the calling thread, and for good; before it computes anything. */
    public static void enter() {
        give(CALLER, LOWEST);
    }

    /**
     * @param thread as Linux counts threads
     * @param nice 0 for the usual priority to 19 for the lowest
     */
    public static void give(int thread, int nice) {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            if (Native.load("c", Priorities.class).setpriority(OF_ONE, thread, nice) != 0) {
                LOG.debugf("thread %d keeps its priority", thread);
            }
        } catch (LinkageError e) {
            LOG.debug("threads keep their priority", e);
        }
    }
}
