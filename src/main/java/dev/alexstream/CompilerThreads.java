package dev.alexstream;

import dev.alexstream.engine.LowPriority;
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

    private CompilerThreads() {}

    /** On Linux; elsewhere nothing. Threads that the compiler starts itself take after it. */
    public static void giveWay() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try {
            for (Path thread : optimizing()) {
                LowPriority.give(Integer.parseInt(thread.getFileName().toString()), NICE);
            }
        } catch (IOException e) {
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
