package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees who types something wrong, or whose machine cannot give what a command needs: a sentence, never a stack trace. */
class CommandFailuresIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "frobnicate, there is no command 'frobnicate'",
        "serve --colour, --colour",
        "serve --model nowhere, nowhere",
        "tail --max 0, --max 0",
        "publish, SOURCE",
        "publish nowhere.jpg, nowhere.jpg",
    })
    void shouldRefuseWrongUsage(String line, String word) {
        PackagedProgram.run(folder, Map.of(), line.split(" ")).assertFailedWith(2, word, "--help");
    }

    @Test
    void shouldSayThatNoBrokerAnswers() throws IOException {
        Path image = Drawings.folder(folder.resolve("images"), 1);

        PackagedProgram.run(folder, Map.of(), "publish", "--bootstrap-servers", "127.0.0.1:1", image.toString())
                .assertFailedWith(1, "127.0.0.1:1", "--bootstrap-servers");
    }

    @Test
    void shouldSayThatThePortOfTheBrokerIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            PackagedProgram.run(folder, Map.of(), "broker", "--port", port).assertFailedWith(1, port);
        }
    }

    @Test
    void shouldSayThatTheDataFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        PackagedProgram.run(
                        folder,
                        Map.of(),
                        "broker",
                        "--port",
                        "0",
                        "--data-dir",
                        file.resolve("data").toString())
                .assertFailedWith(1, file.toString());
    }

    @Test
    void shouldExplainItself() {
        PackagedProgram help = PackagedProgram.run(folder, Map.of(), "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(String.join("\n", help.out())).contains("serve", "publish", "tail", "Exit codes");
        assertThat(help.err()).isEmpty();
    }
}
