package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker and a broker, each a process: images in, labels and dead letters out, nothing lost when the worker is told to stop. */
class ServeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IMAGES = 6;

    @TempDir
    Path folder;

    private PackagedProgram broker;
    private Map<String, String> settings;

    @BeforeEach
    void startBroker() {
        broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0");
        settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldAnswerEveryRequestOnce() throws Exception {
        Path images = Drawings.folder(folder.resolve("images"), IMAGES);
        Drawings.addBroken(images);
        try (PackagedProgram worker = PackagedProgram.start(folder, settings, "serve")) {
            URI http = URI.create(worker.awaitErr("Listening on: (http://127\\.0\\.0\\.1:\\d+)"));

            assertThat(run("publish", images.toString()).exitCode()).isZero();

            List<JsonNode> results = json(
                    run("tail", "--from", "beginning", "--max", "" + IMAGES, "--timeout", "60s", "--format", "json"));
            List<JsonNode> letters = json(run("dead-letters", "list", "--format", "json"));
            assertThat(results).hasSize(IMAGES).allSatisfy(result -> {
                assertThat(result.get("source").asText()).startsWith("file:///").endsWith(".jpg");
                assertThat(result.get("predictions")).hasSize(5);
            });
            assertThat(letters).singleElement().satisfies(letter -> assertThat(
                            letter.get("error_code").asText())
                    .isEqualTo("UNSUPPORTED_FORMAT"));
            assertThat(get(http.resolve("/q/health/ready")).statusCode()).isEqualTo(200);
            assertThat(get(http.resolve("/q/health/live")).statusCode()).isEqualTo(200);
            assertThat(get(http.resolve("/q/metrics")).body())
                    .contains("alexstream_records_total{outcome=\"classified\"} " + IMAGES + ".0");
            assertThat(worker.out()).as("standard output of serve").isEmpty();
        }
    }

    @Test
    void shouldCommitWhatIsInFlightWhenToldToStop() throws Exception {
        Path images = Drawings.folder(folder.resolve("images"), 200);
        try (PackagedProgram worker = PackagedProgram.start(folder, settings, "serve");
                PackagedProgram tail = PackagedProgram.start(folder, settings, "tail", "--from", "beginning")) {
            worker.awaitErr("Listening on:");
            run("publish", images.toString());
            tail.awaitOut("disc-");

            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(143);
            assertThat(worker.err()).doesNotContain("Exception", "did not end in time");
        }
        try (PackagedProgram successor = PackagedProgram.start(folder, settings, "serve")) {
            successor.awaitErr("Listening on:");
            assertThat(run("tail", "--from", "beginning", "--max", "200", "--timeout", "60s")
                            .exitCode())
                    .isZero();

            PackagedProgram audit = run("audit", "--format", "json");

            assertThat(audit.exitCode()).isZero();
            assertThat(json(audit)).singleElement().satisfies(counts -> {
                assertThat(counts.get("results").asInt()).isEqualTo(200);
                assertThat(Stream.of("lost", "duplicated", "out_of_order")
                                .mapToInt(name -> counts.get(name).asInt()))
                        .containsOnly(0);
            });
        }
    }

    private PackagedProgram run(String... arguments) {
        return PackagedProgram.run(folder, settings, arguments);
    }

    private static List<JsonNode> json(PackagedProgram program) throws Exception {
        return JSON.readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", program.out()))
                .readAll();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
