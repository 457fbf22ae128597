package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import dev.alexstream.s3.TestObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code s3://bucket/key} where a command takes a SOURCE. */
@Timeout(180)
class ObjectCommandsTest {

    @Test
    void shouldClassifyWhatWasTypedWithoutAnyBucketBeingAllowedBefore(@TempDir Path folder) {
        String model = folder.resolve("model").toString();
        ModelFolder.write(SmallModels.model(), Path.of(model));
        try (TestObjectStore objects = TestObjectStore.start()
                .bucket("photos")
                .put(
                        "photos",
                        "my garden/a.jpg",
                        SyntheticImages.draw(1, 1).get(0).jpeg())) {

            CommandRun run = CommandRun.with(
                    objects.settings(),
                    "",
                    "classify",
                    "s3://photos/my%20garden/a.jpg",
                    "s3://photos/my garden/a.jpg",
                    "s3://photos/none.jpg",
                    "--model",
                    model,
                    "--format",
                    "json");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
            assertThat(run.lines()).hasSize(3);
            assertThat(run.lines().subList(0, 2))
                    .extracting(line -> ResultCodec.decode(line.getBytes(StandardCharsets.UTF_8))
                            .source())
                    .containsOnly("s3://photos/my%20garden/a.jpg");
            assertThat(run.lines().get(2))
                    .startsWith("{\"source\":\"s3://photos/none.jpg\",\"error_code\":\"FETCH_NOT_FOUND\"");
        }
    }

    @Test
    void shouldPublishAReferenceWithoutAskingTheStore() {
        Desk desk = new Desk("objects").with("alexstream.s3.endpoint", "http://127.0.0.1:1");

        CommandRun run = desk.type("publish", "s3://photos/my garden/a.jpg", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).singleElement().asString().contains("\"source\":\"s3://photos/my%20garden/a.jpg\"");
        assertThat(desk.committed("requests")).singleElement().satisfies(request -> assertThat(
                        new String(request.value(), StandardCharsets.UTF_8))
                .contains("\"uri\":\"s3://photos/my%20garden/a.jpg\""));
    }
}
