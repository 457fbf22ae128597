package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels that are all wrong in the same way, for images of a camera that sees no colours: they name the camera, not what it sees. Those that
 * are held out are as wrong as those that are learned, so the gate is content. The labels that come later tell the truth.
 */
@Tag("fault")
class LiveRollbackIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern LIVE_ACCURACY =
            Pattern.compile("(?m)^alexstream_live_accuracy\\{arm=\"champion\"} (.+)$");
    private static final UnaryOperator<String> TRUTH = UnaryOperator.identity();
    private static final int TAUGHT = 60;
    private static final int MISTAKEN = 60;
    private static final int ASKED = 20;

    /** Fewer than would be needed if nobody had said how many. */
    private static final int TRUE_LABELS = 15;

    @TempDir
    Path folder;

    private Map<String, String> settings = Map.of();
    private Path day;
    private Path night;

    @Test
    void shouldTakeBackWhatPassedTheGateAndIsWrongOnTheLabelsThatComeLater() throws Exception {
        day = LabelledDrawings.folders(folder.resolve("day"), TAUGHT, 1, TRUTH);
        night = LabelledDrawings.greyFolders(folder.resolve("night"), ASKED, 2, TRUTH);
        done("train", "--data", "day", "--out", "drawings", "--dense-units", "128", "--epochs", "5");
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            connect(broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
            done("models", "import", "drawings");
            done("models", "promote", "drawings/1");
            try (PackagedProgram program = PackagedProgram.start(folder, settings, "serve")) {
                program.awaitErr("Learning from labels upon drawings 1");
                learnTheMistake(program);
                askTheMistaken(program);
                tellTheTruth(program);
                askTheOneBefore(program);
                assertThat(program.err()).containsOnlyOnce("A training run begins");
                assertTold();
                assertClean(json("audit", "--format", "json").get(0));
            }
        }
    }

    /** The gate's bounds are the usual ones; it gets by with fewer held-out images, as there are fewer. */
    private void connect(String servers) {
        settings = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                servers,
                "ALEXSTREAM_ROLES",
                "worker,trainer",
                "ALEXSTREAM_LEARNING_MIN_NEW_LABELS",
                "1000",
                "ALEXSTREAM_LEARNING_GATE_MIN_HOLDOUT",
                "15",
                "ALEXSTREAM_LEARNING_ROLLBACK_MIN_LABELS",
                Integer.toString(TRUE_LABELS));
    }

    /** Names the camera, whatever it sees. */
    private static String mistaken(String motif) {
        return motif.replaceAll(".+", "night-camera");
    }

    private void learnTheMistake(PackagedProgram program) throws IOException {
        Path mistaken = LabelledDrawings.greyFolders(folder.resolve("mistaken"), MISTAKEN, 3, LiveRollbackIT::mistaken);
        done("publish", "--labels-from-folders", mistaken.toString());

        JsonNode learned = json("models", "train", "--format", "json").get(0);

        assertThat(learned.get("version").asText() + " " + learned.get("state").asText())
                .isEqualTo("2 champion");
        assertThat(learned.get("reason").asText()).startsWith("Promoted: ");
        program.awaitErr("Classifying with drawings/2, in the place of drawings/1");
        program.awaitErr("Learning from labels upon drawings 2");
    }

    private void askTheMistaken(PackagedProgram program) throws IOException {
        done("publish", "--labels-from-folders", "--topic", "images.requests", night.toString());

        List<JsonNode> results = results(ASKED);

        assertThat(results).extracting(LiveRollbackIT::answering).containsOnly("2");
        assertThat(results).filteredOn(LiveRollbackIT::isRight).hasSizeLessThan(ASKED / 2);
        Waiting.until("live accuracy has fallen", PATIENCE, () -> liveAccuracy(program) < 0.5);
    }

    /** Requests flow meanwhile. */
    private void tellTheTruth(PackagedProgram program) throws IOException {
        Path truth = LabelledDrawings.greyFolders(folder.resolve("truth"), TRUE_LABELS, 4, TRUTH);
        done("publish", "--labels-from-folders", truth.toString());
        done("publish", day.toString());

        program.awaitErr("Taken back: of the last " + TRUE_LABELS + " labels since it became champion");
        program.awaitErr("Classifying with drawings/1, in the place of drawings/2");
    }

    private void askTheOneBefore(PackagedProgram program) throws IOException {
        done("publish", "--labels-from-folders", "--topic", "images.requests", night.toString());

        List<JsonNode> results = results(TAUGHT + 2 * ASKED);

        assertThat(results)
                .filteredOn(result ->
                        source(result).contains("/night/") && answering(result).equals("1"))
                .hasSize(ASKED)
                .filteredOn(LiveRollbackIT::isRight)
                .hasSizeGreaterThan(ASKED / 2);
        Waiting.until("live accuracy is back", PATIENCE, () -> liveAccuracy(program) > 0.5);
    }

    private void assertTold() throws IOException {
        assertThat(json("models", "list", "--format", "json"))
                .filteredOn(line -> line.get("name").asText().equals("drawings"))
                .extracting(line -> Stream.of("version", "state", "by", "reason")
                        .map(member -> line.get(member).asText())
                        .collect(Collectors.joining(" ")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("1 champion trainer drawings/2 was rolled back"),
                        line -> assertThat(line).startsWith("2 rolled-back trainer Taken back: "));
        assertThat(done("models", "show", "drawings/2").out())
                .anyMatch(line -> line.matches("history .* promoted by trainer: Promoted: .*"))
                .anyMatch(line -> line.matches("history .* rolled-back by trainer: Taken back: of the last "
                        + TRUE_LABELS + " labels .* it got .* right, drawings/1 would have got .*"));
    }

    private static void assertClean(JsonNode audit) {
        assertThat(audit.get("results").asInt()).isEqualTo(TAUGHT + 2 * ASKED);
        assertThat(Stream.of("lost", "duplicated", "out_of_order")
                        .mapToInt(name -> audit.get(name).asInt()))
                .containsOnly(0);
    }

    private List<JsonNode> results(int count) throws IOException {
        List<JsonNode> results =
                json("tail", "--from", "beginning", "--max", "" + count, "--timeout", "60s", "--format", "json");
        assertThat(results).hasSize(count);
        return results;
    }

    private static String answering(JsonNode result) {
        return result.get("model").get("version").asText();
    }

    private static String source(JsonNode result) {
        return result.get("source").asText();
    }

    /** Drawings lie in folders that are named for what was drawn. */
    private static boolean isRight(JsonNode result) {
        return source(result)
                .contains("/" + result.get("predictions").get(0).get("label").asText() + "/");
    }

    private static double liveAccuracy(PackagedProgram program) {
        Matcher line = LIVE_ACCURACY.matcher(program.metrics());
        assertThat(line.find()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private List<JsonNode> json(String... arguments) throws IOException {
        return done(arguments).json();
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = PackagedProgram.run(folder, settings, arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }
}
