package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broker and worker in this process, as the program is not packaged here. What is printed counts, not how fast anything is. */
@Timeout(180)
class BenchPipelineTest {

    private static final String[] FIELDS = {
        "mode",
        "as",
        "engine",
        "precision",
        "cores",
        "separate_processes",
        "images",
        "classified",
        "rejected",
        "mean_image_bytes",
        "target_images_per_second",
        "images_per_second",
        "seconds",
        "latency_p50_ms",
        "latency_p95_ms",
        "latency_p99_ms",
        "latency_max_ms",
        "inference_busy_share",
        "mean_batch_images",
        "worker_resident_bytes",
        "worker_peak_resident_bytes",
        "decode_core_ms_per_image",
        "engine_core_ms_per_image",
        "worker_cpu_ms_per_image",
        "broker_cpu_ms_per_image",
        "client_cpu_ms_per_image",
        "publish_cpu_ms_per_image",
        "decode_engine_bound_images_per_second",
        "bound_images_per_second",
        "share_of_bound",
        "lost",
        "duplicated",
        "out_of_order"
    };

    @TempDir
    private Path folder;

    private String images;
    private String model;

    @BeforeEach
    void drawImages() throws IOException {
        model = folder.resolve("model").toString();
        ModelFolder.write(SmallModels.model(), Path.of(model));
        Path drawings = Files.createDirectories(folder.resolve("images"));
        for (Drawn drawn : SyntheticImages.draw(3, 1)) {
            Files.write(drawings.resolve(drawn.label() + ".jpg"), drawn.jpeg());
        }
        images = drawings.toString();
    }

    @Test
    void shouldDrainABacklog() throws IOException {
        List<Path> before = temporaryFolders();

        CommandRun run = CommandRun.of(
                "bench", "pipeline", "--images", images, "--count", "20", "--model", model, "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode line = onlyLine(run);
        assertThat(line.fieldNames()).toIterable().containsExactly(FIELDS);
        assertThat(line.get("mode").asText()).isEqualTo("backlog");
        assertThat(line.get("as").asText()).isEqualTo("bytes");
        assertThat(line.get("separate_processes").asBoolean()).isFalse();
        assertThat(line.get("images").asInt()).isEqualTo(20);
        assertThat(line.get("classified").asInt()).isEqualTo(20);
        assertThat(line.get("images_per_second").asDouble()).isPositive();
        assertThat(line.get("mean_batch_images").asDouble()).isBetween(1.0, 20.0);
        assertThat(line.get("inference_busy_share").asDouble()).isBetween(0.0, 1.0);
        assertThat(line.get("decode_engine_bound_images_per_second").asDouble()).isPositive();
        assertThat(line.get("latency_p50_ms").isNull()).isTrue();
        assertThat(line.get("worker_cpu_ms_per_image").isNull()).isTrue();
        assertThat(before).as("what others left, and nothing more").containsAll(temporaryFolders());
    }

    @Test
    void shouldSendReferencesAtARateAndShowLatency() throws IOException {
        Files.writeString(folder.resolve("images").resolve("zz.jpg"), "<html>");

        CommandRun run = CommandRun.of(
                "bench",
                "pipeline",
                "--images",
                images,
                "--count",
                "8",
                "--rate",
                "40",
                "--as",
                "reference",
                "--model",
                model,
                "--format",
                "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        JsonNode line = onlyLine(run);
        assertThat(line.fieldNames()).toIterable().containsExactly(FIELDS);
        assertThat(line.get("mode").asText()).isEqualTo("rate");
        assertThat(line.get("as").asText()).isEqualTo("reference");
        assertThat(line.get("target_images_per_second").asDouble()).isEqualTo(40);
        assertThat(line.get("classified").asInt()).isEqualTo(6);
        assertThat(line.get("rejected").asInt()).isEqualTo(2);
        assertThat(line.get("share_of_bound").isNull()).isTrue();
        double median = line.get("latency_p50_ms").asDouble();
        assertThat(median).isPositive();
        assertThat(line.get("latency_p99_ms").asDouble()).isGreaterThanOrEqualTo(median);
    }

    @Test
    void shouldShowATableOfDrawnImages() {
        CommandRun run = CommandRun.of("bench", "pipeline", "--count", "5", "--model", model);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).hasSize(FIELDS.length + 1);
        assertThat(run.out())
                .containsPattern("(?m)^images per second +[0-9.]+$")
                .contains("out of order");
    }

    private static JsonNode onlyLine(CommandRun run) {
        assertThat(run.lines()).hasSize(1);
        return JsonLine.parse(run.lines().get(0).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("alexstream-bench-"))
                    .sorted()
                    .toList();
        }
    }
}
