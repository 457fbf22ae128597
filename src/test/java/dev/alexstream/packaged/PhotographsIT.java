package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.network.SharedData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as people have it: photographs of several classes, and files that are none. Runs where the photographs are. */
class PhotographsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OF_EACH_CLASS = 3;

    @TempDir
    Path folder;

    private final List<String> photographs = new ArrayList<>();
    private Path images;
    private PackagedProgram broker;
    private Map<String, String> settings;

    @BeforeEach
    void copyPhotographsAndStartBroker() throws IOException {
        Path classes = SharedData.file("flowers17");
        images = folder.resolve("images");
        for (Path each : sorted(classes)) {
            Path target = Files.createDirectories(images.resolve(each.getFileName()));
            for (Path photograph : sorted(each).subList(0, OF_EACH_CLASS)) {
                Path copy = Files.copy(photograph, target.resolve(photograph.getFileName()));
                photographs.add(copy.toUri().toString());
            }
        }
        BrokenFiles.write(images.resolve("broken"), Path.of(URI.create(photographs.get(0))));
        broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0");
        settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
    }

    @AfterEach
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void shouldLabelEveryPhotographAndSayWhatIsWrongWithEveryOtherFile() throws IOException {
        int letters = BrokenFiles.EXPECTED.size();
        try (PackagedProgram worker = PackagedProgram.start(folder, settings, "serve")) {
            worker.awaitErr("Classifying with");

            PackagedProgram publish = run("publish", images.toString(), "--format", "json");

            assertThat(publish.exitCode()).as(publish.err()).isZero();
            Map<String, String> sources = new HashMap<>();
            json(publish)
                    .forEach(line -> sources.put(
                            line.get("id").asText(), line.get("source").asText()));
            assertThat(sources).hasSize(photographs.size() + letters);

            PackagedProgram results = tail("images.classifications", photographs.size());
            assertThat(results.exitCode()).as(results.err()).isZero();
            assertThat(json(results)).allSatisfy(result -> {
                assertThat(result.get("source").asText())
                        .isEqualTo(sources.get(result.get("id").asText()));
                assertThat(result.get("predictions")).hasSize(5);
                assertThat(result.at("/image/format").asText()).isEqualTo("jpeg");
            });
            assertThat(json(results).stream().map(result -> result.get("source").asText()))
                    .containsExactlyInAnyOrderElementsOf(photographs);

            PackagedProgram rejected = tail("images.dead-letters", letters);
            assertThat(rejected.exitCode()).as(rejected.err()).isZero();
            Map<String, String> reasons = new HashMap<>();
            json(rejected)
                    .forEach(letter -> reasons.put(
                            fileName(sources.get(letter.get("id").asText())),
                            letter.get("error_code").asText() + " "
                                    + letter.get("reason").asText()));
            assertThat(reasons.keySet()).isEqualTo(BrokenFiles.EXPECTED.keySet());
            BrokenFiles.EXPECTED.forEach((file, expected) -> assertThat(reasons.get(file))
                    .as(file)
                    .startsWith(expected.substring(0, expected.indexOf(' ') + 1))
                    .contains(expected.substring(expected.indexOf(' ') + 1)));
        }
        PackagedProgram nothingMore =
                run("tail", "--from", "beginning", "--max", photographs.size() + 1 + "", "--timeout", "2s");
        assertThat(nothingMore.exitCode()).as("--max is not reached").isEqualTo(1);
        assertThat(run("audit").exitCode()).isZero();
    }

    private PackagedProgram tail(String topic, int count) {
        return run(
                "tail",
                "--topic",
                topic,
                "--from",
                "beginning",
                "--max",
                Integer.toString(count),
                "--timeout",
                "60s",
                "--format",
                "json");
    }

    private PackagedProgram run(String... arguments) {
        return PackagedProgram.run(folder, settings, arguments);
    }

    private static List<JsonNode> json(PackagedProgram program) throws IOException {
        return JSON.readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", program.out()))
                .readAll();
    }

    private static String fileName(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
