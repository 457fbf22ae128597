package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is printed counts, not how fast anything is. */
@Timeout(180)
class BenchEngineTest {

    @Test
    void shouldPrintAFigureForEachEngineAndBatch() {
        CommandRun run = CommandRun.of(
                "bench",
                "engine",
                "--classes",
                "7",
                "--dense-units",
                "8",
                "--batch",
                "1,3",
                "--engine",
                "nd4j,dl4j",
                "--precision",
                "fp32",
                "--format",
                "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        List<JsonNode> figures = json(run);
        assertThat(figures)
                .extracting(figure -> figure.get("engine").asText() + " "
                        + figure.get("batch").asInt())
                .containsExactly("nd4j 1", "dl4j 1", "nd4j 3", "dl4j 3");
        assertThat(figures).allSatisfy(figure -> {
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
            assertThat(figure.get("precision").asText()).isEqualTo("fp32");
            assertThat(figure.get("architecture").asText()).isEqualTo("alexnet-2012");
            assertThat(figure.get("classes").asInt()).isEqualTo(7);
            assertThat(figure.get("images_per_second").asDouble()).isPositive();
        });
    }

    @Test
    void shouldTellTheShareOfTheBareOperationsWhenAsked() {
        CommandRun run = CommandRun.of(
                "bench",
                "engine",
                "--classes=7",
                "--dense-units=8",
                "--batch=2",
                "--engine=nd4j,onednn",
                "--precision=fp32",
                "--primitives",
                "--format=json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        List<JsonNode> figures = json(run);
        assertThat(figures.get(0).get("primitives_share").isNull())
                .as("the ND4J plan has none")
                .isTrue();
        assertThat(figures.get(1).get("primitives_share").asDouble()).isPositive();
    }

    @Test
    void shouldMeasureAModelAndShowATable(@TempDir Path folder) {
        ModelFolder.write(SmallModels.model(), folder.resolve("model"));

        CommandRun run = CommandRun.of(
                "bench",
                "engine",
                "--batch",
                "2",
                "--model",
                folder.resolve("model").toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines().get(0)).matches("engine +precision +architecture +classes +batch +median ms +images/s");
        assertThat(run.lines().get(1)).matches("\\w+ +\\w+ +alexnet-2012 +2 +2 +[0-9.]+ +[0-9.]+");
    }

    @Test
    void shouldMeasureBytesWhereTheCpuMultipliesThem() {
        CommandRun run = CommandRun.of(
                "bench", "engine", "--classes", "7", "--dense-units", "8", "--batch", "1", "--engine", "onednn");
        assumeFalse(run.err().contains("onednn int8"), "this CPU does not multiply bytes");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).anyMatch(line -> line.matches("onednn +int8 .*"));
    }

    @Test
    void shouldFailWhenAnEngineAskedForHasNotThePrecision() {
        CommandRun run = CommandRun.of(
                "bench", "engine", "--dense-units", "8", "--batch", "1", "--engine", "dl4j", "--precision", "int8");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the engine dl4j cannot be had here", "int8");
    }

    @Test
    void shouldRefuseAModelTogetherWithAnArchitecture(@TempDir Path folder) {
        ModelFolder.write(SmallModels.model(), folder.resolve("model"));

        CommandRun run = CommandRun.of(
                "bench",
                "engine",
                "--classes",
                "5",
                "--model",
                folder.resolve("model").toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--model has an architecture already");
    }

    private static List<JsonNode> json(CommandRun run) {
        return run.lines().stream()
                .map(line ->
                        JsonLine.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .toList();
    }
}
