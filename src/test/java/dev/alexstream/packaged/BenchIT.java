package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurements as a user starts them, small. What is printed counts, not how fast anything is. */
class BenchIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private String images;

    @BeforeEach
    void drawImages() throws IOException {
        images = Drawings.folder(folder.resolve("images"), 4).toString();
    }

    @Test
    void shouldMeasureEngines() throws IOException {
        List<JsonNode> figures = json("engine", "--classes", "3", "--dense-units", "8", "--batch", "1,2");

        assertThat(figures).hasSizeGreaterThanOrEqualTo(2).allSatisfy(figure -> {
            assertThat(figure.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "engine",
                            "precision",
                            "architecture",
                            "classes",
                            "batch",
                            "median_ms",
                            "images_per_second");
            assertThat(figure.get("images_per_second").asDouble()).isPositive();
        });
    }

    @Test
    void shouldMeasureTheDecoder() throws IOException {
        assertThat(json("decode", "--images", images)).singleElement().satisfies(figure -> {
            assertThat(figure.get("format").asText()).isEqualTo("jpeg");
            assertThat(figure.get("images").asInt()).isEqualTo(4);
            assertThat(figure.get("images_per_second_per_core").asDouble()).isPositive();
        });
    }

    @Test
    void shouldMeasureABacklogWithBrokerAndWorkerInProcessesOfTheirOwn() throws IOException {
        assertThat(json("pipeline", "--images", images, "--count", "30"))
                .singleElement()
                .satisfies(figures -> {
                    assertThat(figures.get("separate_processes").asBoolean()).isTrue();
                    assertThat(figures.get("classified").asInt()).isEqualTo(30);
                    assertThat(figures.get("inference_busy_share").asDouble()).isBetween(0.0, 1.0);
                    for (String figure : List.of(
                            "images_per_second",
                            "worker_cpu_ms_per_image",
                            "broker_cpu_ms_per_image",
                            "client_cpu_ms_per_image",
                            "publish_cpu_ms_per_image",
                            "decode_core_ms_per_image",
                            "engine_core_ms_per_image",
                            "bound_images_per_second",
                            "share_of_bound")) {
                        assertThat(figures.get(figure).asDouble()).as(figure).isPositive();
                    }
                    assertThat(figures.get("worker_resident_bytes").isNull())
                            .as("memory is told where the system tells it")
                            .isEqualTo(!Files.isReadable(Path.of("/proc/self/status")));
                    assertClean(figures);
                });
        assertThat(folder.resolve("data")).as("data of a measurement").doesNotExist();
    }

    @Test
    void shouldMeasureLatencyOfReferencesAtARate() throws IOException {
        assertThat(json("pipeline", "--images", images, "--count", "20", "--rate", "20", "--as", "reference"))
                .singleElement()
                .satisfies(figures -> {
                    assertThat(figures.get("classified").asInt()).isEqualTo(20);
                    assertThat(figures.get("latency_p50_ms").asDouble()).isPositive();
                    assertThat(figures.get("latency_p99_ms").asDouble())
                            .isGreaterThanOrEqualTo(
                                    figures.get("latency_p50_ms").asDouble());
                    assertClean(figures);
                });
    }

    @Test
    void shouldShowUsageWhenNothingIsNamed() {
        PackagedProgram.run(folder, Map.of(), "bench")
                .assertFailedWith(2, "engine, decode, pipeline", "Usage: alexstream bench", "--help");
    }

    private static void assertClean(JsonNode figures) {
        assertThat(List.of("lost", "duplicated", "out_of_order"))
                .allSatisfy(fault -> assertThat(figures.get(fault).asInt()).isZero());
    }

    private List<JsonNode> json(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 3];
        all[0] = "bench";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--format";
        all[all.length - 1] = "json";
        try (PackagedProgram program = PackagedProgram.run(folder, Map.of(), all)) {
            assertThat(program.exitCode()).as(program.err()).isZero();
            assertThat(program.err()).doesNotContain("Exception");
            return JSON.readerFor(JsonNode.class)
                    .<JsonNode>readValues(String.join("\n", program.out()))
                    .readAll();
        }
    }
}
