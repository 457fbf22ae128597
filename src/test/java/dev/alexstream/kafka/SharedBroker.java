package dev.alexstream.kafka;

import dev.alexstream.devbroker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** One broker for all tests of this JVM; its folder goes with the JVM. */
public final class SharedBroker {

    private static final EmbeddedBroker BROKER = start();

    private SharedBroker() {}

    private static EmbeddedBroker start() {
        try {
            Path folder = Files.createTempDirectory("alexstream-broker");
            EmbeddedBroker broker = EmbeddedBroker.start(0, folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, folder), "shared-broker-end"));
            return broker;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void end(EmbeddedBroker broker, Path folder) {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            System.err.println("Left behind: " + leftBehind);
        }
    }

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }
}
