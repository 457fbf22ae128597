package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another model takes over and is taken back, while requests flow through a worker that is a process of its own. */
class ModelsIT {

    private static final int IMAGES = 100;

    @TempDir
    Path folder;

    private PackagedProgram broker;
    private Map<String, String> settings;

    @BeforeEach
    void startBroker() {
        broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0");
        settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("pets"));
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldAnswerWithThePromotedModelAndWithTheOneBeforeAfterARollback() throws Exception {
        Path first = Drawings.folder(folder.resolve("first"), IMAGES);
        Path second = Drawings.folder(folder.resolve("second"), IMAGES);
        Path third = Drawings.folder(folder.resolve("third"), IMAGES);
        try (PackagedProgram worker = start("serve");
                PackagedProgram tail = start("tail", "--from", "beginning", "--format", "json")) {
            URI http = URI.create(worker.awaitErr("Listening on: (http://127\\.0\\.0\\.1:\\d+)"));
            worker.awaitErr("Classifying with flowers17 1");
            try (PackagedProgram flow = start("publish", first.toString())) {
                tail.awaitOut("\"name\":\"flowers17\"");
                done("models", "import", folder.resolve("pets").toString());
                done("models", "promote", "pets/1", "--reason", "it knows cats");
                worker.awaitErr("Classifying with pets/1, in the place of flowers17/1");
                assertThat(flow.exitCode()).isZero();
            }
            done("publish", second.toString());
            tail.awaitOut("\"name\":\"pets\"");
            assertThat(get(http.resolve("/q/metrics")))
                    .contains("alexstream_model_info{digest=\"", "name=\"pets\",version=\"1\"")
                    .doesNotContain("name=\"flowers17\"")
                    .contains("alexstream_model_swaps_total{result=\"swapped\"} 1.0");

            done("models", "rollback", "--reason", "and no flowers");
            worker.awaitErr("Classifying with flowers17/1, in the place of pets/1");
            done("publish", third.toString());

            List<JsonNode> results = json(
                    "tail", "--from", "beginning", "--max", "" + 3 * IMAGES, "--timeout", "60s", "--format", "json");
            assertThat(answeredFrom("second", results)).hasSize(IMAGES).containsOnly("pets");
            assertThat(answeredFrom("third", results)).hasSize(IMAGES).containsOnly("flowers17");
            assertClean(json("audit", "--format", "json").get(0));
        }
        assertThat(json("models", "list", "--format", "json").stream()
                        .map(line -> line.get("name").asText() + " "
                                + line.get("state").asText()))
                .containsExactly("pets rolled-back", "flowers17 champion");
    }

    @Test
    void shouldStartWithTheChampionOrNotAtAllUnlessAnotherModelIsConfigured() {
        done("models", "import", folder.resolve("pets").toString());
        done("models", "promote", "pets/1");
        try (PackagedProgram worker = start("serve")) {
            worker.awaitErr("Classifying with pets 1");
        }
        settings = new HashMap<>(settings);
        settings.put("ALEXSTREAM_MODELS_STORE", folder.resolve("elsewhere").toString());
        try (PackagedProgram refusing = start("serve")) {
            assertThat(refusing.exitCode()).isEqualTo(1);
            assertThat(refusing.err())
                    .contains("the registry's champion pets/1 cannot be read", "alexstream.models.store")
                    .doesNotContainPattern("(?m)^\\s+at \\S+\\(");
        }
        try (PackagedProgram pinned =
                start("serve", "--model", folder.resolve("pets").toString())) {
            pinned.awaitErr("alexstream.model is set, so pets 1 answers whatever the registry says");
        }
    }

    private PackagedProgram start(String... arguments) {
        return PackagedProgram.start(folder, settings, arguments);
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = PackagedProgram.run(folder, settings, arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }

    private List<JsonNode> json(String... arguments) throws Exception {
        return new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", done(arguments).out()))
                .readAll();
    }

    /** Names of the models that answered the images of a folder. */
    private static List<String> answeredFrom(String images, List<JsonNode> results) {
        return results.stream()
                .filter(result -> result.get("source").asText().contains("/" + images + "/"))
                .map(result -> result.get("model").get("name").asText())
                .toList();
    }

    private static void assertClean(JsonNode audit) {
        assertThat(audit.get("results").asInt()).isEqualTo(3 * IMAGES);
        assertThat(Stream.of("lost", "duplicated", "out_of_order")
                        .mapToInt(name -> audit.get(name).asInt()))
                .containsOnly(0);
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
