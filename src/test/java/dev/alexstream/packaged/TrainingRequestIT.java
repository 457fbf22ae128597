package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A packaged trainer that learns only when it is asked: by a command that waits, and through a kill by one that does not. */
@Tag("fault")
@Timeout(600)
class TrainingRequestIT {

    private static final int LABELS = 20;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>(LabelledDrawings.EAGER_TRAINER);

    @Test
    void shouldLearnWhenAskedAlsoWhenTheTrainerIsKilledMeanwhile() throws Exception {
        settings.put("ALEXSTREAM_LEARNING_MIN_NEW_LABELS", "1000");
        settings.put("ALEXSTREAM_MODELS_STORE", folder.resolve("models").toString());
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("pets"));
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            settings.put("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
            done("models", "import", folder.resolve("pets").toString());
            done("models", "promote", "pets/1");
            try (PackagedProgram trainer = PackagedProgram.start(folder, settings, "serve")) {
                trainer.awaitErr("Learning from labels upon pets 1");
                publishLabels("first", 1);
                JsonNode line = new ObjectMapper()
                        .readTree(done("models", "train", "--format", "json")
                                .out()
                                .get(0));
                assertThat(line.get("version").asText() + " "
                                + line.get("state").asText())
                        .isEqualTo("2 champion");
                PackagedProgram again = PackagedProgram.run(folder, settings, "models", "train");
                again.assertFailedWith(1, "Nothing new to learn: pets/2 has learned all labels.");
            }
            try (PackagedProgram doomed = PackagedProgram.start(folder, settings, "serve")) {
                doomed.awaitErr("Learning from labels upon pets 2");
                publishLabels("second", 2);
                done("models", "train", "--no-wait");
                doomed.awaitErr("A training run begins");
                doomed.kill();
            }
            try (PackagedProgram survivor = PackagedProgram.start(folder, settings, "serve")) {
                survivor.awaitErr("pets/3 is champion");
                survivor.terminate();
                assertThat(survivor.exitCode()).as(survivor.err()).isEqualTo(143);
            }
        }
    }

    private void publishLabels(String name, long seed) throws Exception {
        Path labelled = LabelledDrawings.folders(folder.resolve(name), LABELS, seed);
        done("publish", "--labels-from-folders", labelled.toString());
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = PackagedProgram.run(folder, settings, arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }
}
