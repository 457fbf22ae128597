package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeparatePartsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldStartAWorkerAloneThatTouchesNothingOfTheUser() {
        Settings user = Settings.of(Map.of(
                "alexstream.roles", "worker,trainer",
                "alexstream.data-dir", "/home/user/data",
                "alexstream.models.store", "s3://user/models",
                "alexstream.topics.partitions", "3"));

        Map<String, String> settings = SeparateParts.ofWorker(user, folder, 8081);

        assertThat(settings)
                .containsEntry("alexstream.roles", "worker")
                .containsEntry("alexstream.data-dir", folder.resolve("data").toString())
                .containsEntry(
                        "alexstream.models.store",
                        folder.resolve("models").toUri().toString())
                .containsEntry("alexstream.topics.partitions", "3")
                .containsEntry("quarkus.http.port", "8081");
    }
}
