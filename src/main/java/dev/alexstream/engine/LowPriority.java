package dev.alexstream.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets a thread compute only with what others leave over. On Linux a thread has a priority of its own, and the threads that native libraries
 * start for it inherit it; Java's own priorities have no effect there. Other systems have no such thing and are left alone.
 */
public final class LowPriority {

    public static final int LOWEST = 19;

    private static final Logger LOG = Logger.getLogger(LowPriority.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int OF_ONE = 0;
    private static final int CALLER = 0;

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
     * For threads of this process that are there now, also those of native libraries.
     *
     * @param name how their names begin, of which Linux keeps 15 characters: that of the Java thread, or of the one that a native library was
     *     loaded on
     * @param nice 0 for the usual priority to 19 for the lowest
     */
    public static void give(String name, int nice) {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try {
            for (Path thread : named(name)) {
                give(Integer.parseInt(thread.getFileName().toString()), nice);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debugf(e, "the threads %s keep their priority", name);
        }
    }

    /** Folders of the threads in {@code /proc}. */
    static List<Path> named(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (nameOf(thread).startsWith(name)) {
                    found.add(thread);
                }
            }
        }
        return found;
    }

    /** Linux tells the end of a thread in more than one way. */
    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static void give(int thread, int nice) {
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
