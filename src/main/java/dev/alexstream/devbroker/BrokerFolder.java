package dev.alexstream.devbroker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's data folder, locked for one process as long as it is open. Kafka's own lock ends the process; this one explains. */
final class BrokerFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private BrokerFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static BrokerFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lock = FileChannel.open(
                    path.resolve("alexstream.lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            return locked(path, lock);
        } catch (IOException unusable) {
            throw new BrokerStartException(
                    "The embedded broker cannot use the folder " + path + ": " + reason(unusable) + ".", unusable);
        }
    }

    private static BrokerFolder locked(Path path, FileChannel lock) throws IOException {
        if (!tryLock(lock)) {
            lock.close();
            throw new BrokerStartException("The folder " + path + " is in use by another embedded broker.");
        }
        return new BrokerFolder(path, lock);
    }

    /** Kafka wraps what went wrong, sometimes twice. */
    private static String rootReason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException broken ? reason(broken) : String.valueOf(root.getMessage());
    }

    /** Without the name of an exception class. */
    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (failure instanceof NoSuchFileException) {
            return "it cannot be created";
        }
        return failure instanceof FileSystemException detail && detail.getReason() != null
                ? detail.getReason()
                : failure.getMessage();
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path logs() {
        return path.resolve("log");
    }

    /** Writes the cluster's identity and first metadata; leaves a formatted folder as it is. */
    void format(int nodeId, String controllerListener) {
        if (Files.exists(logs().resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(logs());
            new Formatter()
                    .setNodeId(nodeId)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(controllerListener)
                    .addDirectory(logs().toString())
                    .setMetadataLogDirectory(logs().toString())
                    .setPrintStream(silent)
                    .run();
        } catch (Exception unusable) {
            throw new BrokerStartException(
                    "The embedded broker cannot prepare the folder " + path + ": " + rootReason(unusable) + ".",
                    unusable);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException alreadyGone) {
            // the process gives the lock back when it ends
        }
    }
}
