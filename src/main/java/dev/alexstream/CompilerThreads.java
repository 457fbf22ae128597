package dev.alexstream;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets the optimising compiler of the JVM work behind everything else.
 *
 * <p>It compiles for minutes after a start, a whole core at a time. On few cores images wait for it: with three Java processes on two cores
 * the slowest hundredth of them took twice as long. What it compiles runs well enough until it is done, so it may take what is left over.
 * The JVM has a flag for that, but only root may use it, and only on the command line.
 */
public final class CompilerThreads {

    /** A tenth of the weight of a thread that has work to do. */
    static final int NICE = 10;

    /** As Linux shows it, cut after 15 bytes. */
    private static final String NAME = "C2 CompilerThre";

    private static final Logger LOG = Logger.getLogger(CompilerThreads.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;

    private CompilerThreads() {}

    /** What we need of the C library. */
    interface Priorities extends Library {

        /** On Linux a thread id is good for {@code who}. */
        int setpriority(int which, int who, int priority);
    }

    /** On Linux; elsewhere nothing. Threads that the compiler starts itself take after it. */
    public static void giveWay() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Priorities priorities = Native.load("c", Priorities.class);
            for (Path thread : optimizing()) {
                int id = Integer.parseInt(thread.getFileName().toString());
                if (priorities.setpriority(PRIO_PROCESS, id, NICE) != 0) {
                    LOG.debugf("thread %d keeps its priority", id);
                }
            }
        } catch (IOException | LinkageError e) {
            LOG.debug("the compiler keeps its priority", e);
        }
    }

    /** Folders of the threads in {@code /proc}; none if this JVM has no such compiler. */
    static List<Path> optimizing() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (nameOf(thread).startsWith(NAME)) {
                    found.add(thread);
                }
            }
        }
        return found;
    }

    private static String nameOf(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }
}
