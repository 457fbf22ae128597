package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start says why in a sentence, and ends. */
class ServeFailuresIT {

    private static final Map<String, String> NO_BROKER = Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void shouldSayThatNoBrokerAnswers() {
        serve(NO_BROKER).assertFailedWith(1, "127.0.0.1:1");
    }

    @Test
    void shouldAskForABrokerWhereNoneMayBeEmbedded() {
        serve(Map.of("ALEXSTREAM_EMBEDDED_BROKER", "never")).assertFailedWith(1, "KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void shouldSayThatThePortOfTheEmbeddedBrokerIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            occupy(taken, 9092);

            serve(Map.of()).assertFailedWith(1, "9092");
        }
    }

    @Test
    void shouldSayThatTheHttpPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            serve(with(NO_BROKER, "QUARKUS_HTTP_PORT", port)).assertFailedWith(1, port);
        }
    }

    @Test
    void shouldSayThatTheDataFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        serve(Map.of("ALEXSTREAM_DATA_DIR", file.toString())).assertFailedWith(1, file.toString());
    }

    @Test
    void shouldSayThatTheModelIsMissing() {
        serve(with(NO_BROKER, "ALEXSTREAM_MODEL", folder.resolve("nowhere").toString()))
                .assertFailedWith(1, folder.resolve("nowhere").toString());
    }

    @Test
    void shouldNameAnUnknownKey() throws IOException {
        configure("alexstream.batch.max-sise=3");

        serve(NO_BROKER).assertFailedWith(1, "alexstream.batch.max-sise");
    }

    @Test
    void shouldNameAnInvalidValue() throws IOException {
        configure("alexstream.batch.max-size=many");

        serve(NO_BROKER).assertFailedWith(1, "alexstream.batch.max-size");
    }

    @Test
    void shouldNameAValueThatMakesNoSense() {
        serve(with(NO_BROKER, "ALEXSTREAM_COMMIT_MAX_RECORDS", "0"))
                .assertFailedWith(1, "alexstream.commit.max-records is 0");
    }

    private PackagedProgram serve(Map<String, String> settings) {
        return PackagedProgram.run(folder, settings, "serve");
    }

    private void configure(String line) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), line + "\n");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    /** Somebody else may have it already, which serves as well. */
    private static void occupy(ServerSocket socket, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException alreadyTaken) {
            assertThat(alreadyTaken).hasMessageContaining("in use");
        }
    }
}
