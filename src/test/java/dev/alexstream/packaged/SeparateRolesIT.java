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
import org.junit.jupiter.api.io.TempDir;

/** Two workers and a trainer, each a process of its own, which have a broker and a store of models in common. */
@Tag("fault")
class SeparateRolesIT {

    private static final int LABELS = 40;

    @TempDir
    Path folder;

    private Map<String, String> common;

    @Test
    void shouldAnswerEverywhereWithWhatTheTrainerPromotedAlsoWhereAWorkerWasAway() throws Exception {
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("pets"));
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            common = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"),
                    "ALEXSTREAM_MODELS_STORE",
                    folder.resolve("models").toString());
            try (PackagedProgram one = worker();
                    PackagedProgram trainer = start(LabelledDrawings.EAGER_TRAINER, "serve")) {
                try (PackagedProgram two = worker()) {
                    one.awaitErr("Classifying with flowers17 1");
                    two.awaitErr("Classifying with flowers17 1");
                    done("models", "import", folder.resolve("pets").toString());
                    done("models", "promote", "pets/1");
                    one.awaitErr("Classifying with pets/1, in the place of flowers17/1");
                    two.awaitErr("Classifying with pets/1, in the place of flowers17/1");
                    publishLabels("first", 1);
                    trainer.awaitErr("pets/2 is champion");
                    one.awaitErr("Classifying with pets/2, in the place of pets/1");
                    two.awaitErr("Classifying with pets/2, in the place of pets/1");
                    two.kill();
                }
                publishLabels("second", 2);
                trainer.awaitErr("pets/3 is champion");
                one.awaitErr("Classifying with pets/3, in the place of pets/2");
                try (PackagedProgram two = worker()) {
                    two.awaitErr("Classifying with pets 3");
                    done("models", "rollback");
                    one.awaitErr("Classifying with pets/2, in the place of pets/3");
                    two.awaitErr("Classifying with pets/2, in the place of pets/3");
                }
                trainer.terminate();
                assertThat(trainer.exitCode()).as(trainer.err()).isEqualTo(143);
            }
            assertThat(new ObjectMapper()
                                    .readerFor(JsonNode.class)
                                    .<JsonNode>readValues(String.join(
                                            "\n",
                                            done("models", "list", "--format", "json")
                                                    .out()))
                                    .readAll()
                                    .stream()
                                    .filter(line -> line.get("name").asText().equals("pets"))
                                    .map(line -> line.get("version").asText() + " "
                                            + line.get("state").asText()))
                    .containsExactly("1 retired", "2 champion", "3 rolled-back");
        }
    }

    private void publishLabels(String name, long seed) throws Exception {
        Path labelled = LabelledDrawings.folders(folder.resolve(name), LABELS, seed);
        done("publish", "--labels-from-folders", labelled.toString());
    }

    private PackagedProgram worker() {
        return start(Map.of("ALEXSTREAM_ROLES", "worker"), "serve");
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = start(Map.of(), arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }

    private PackagedProgram start(Map<String, String> own, String... arguments) {
        Map<String, String> settings = new HashMap<>(common);
        settings.putAll(own);
        return PackagedProgram.start(folder, settings, arguments);
    }
}
