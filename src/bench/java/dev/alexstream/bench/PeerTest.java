package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

    @TempDir
    private Path libraries;

    @Test
    void shouldPutALibraryBeforeEverythingElseOnTheClassPath() throws IOException {
        Files.createFile(libraries.resolve("pytorch-native-cpu.jar"));
        Path newer = Files.createFile(libraries.resolve("onnxruntime-2.jar"));
        Path older = Files.createFile(libraries.resolve("onnxruntime-1.jar"));

        List<Peer> peers = Peer.all(libraries);

        assertThat(peers.stream().filter(peer -> peer.engine().equals("onnxruntime")))
                .extracting(Peer::first)
                .containsExactly(List.of(older), List.of(older), List.of(newer), List.of(newer));
        assertThat(peers.get(3).classPath()).startsWith(older.toString()).doesNotContain(newer.toString());
    }

    @Test
    void shouldSayWhichLibraryIsNotThere() throws IOException {
        Files.createFile(libraries.resolve("onnxruntime-1.jar"));

        assertThatThrownBy(() -> Peer.all(libraries))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("pytorch-native");
    }
}
