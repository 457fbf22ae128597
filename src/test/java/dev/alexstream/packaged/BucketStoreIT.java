package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import dev.alexstream.s3.TestObjectStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker and a trainer, each a process with a disk of its own, have models in common in a bucket only. What is learned is tried first. */
@Tag("fault")
class BucketStoreIT {

    private static final String BUCKET = "models";
    private static final int LABELS = 40;

    @TempDir
    Path folder;

    private Map<String, String> common;

    @Test
    void shouldTryWhatTheTrainerPutIntoTheBucketAndServeItWhenItIsPromoted() throws Exception {
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("pets"));
        try (TestObjectStore objects = TestObjectStore.start().bucket(BUCKET);
                PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            common = new HashMap<>(objects.environment());
            common.put("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
            common.put("ALEXSTREAM_MODELS_STORE", "s3://" + BUCKET + "/shared");
            done("models", "import", folder.resolve("pets").toString());
            done("models", "promote", "pets/1");
            try (PackagedProgram worker = start(own("worker", Map.of("ALEXSTREAM_ROLES", "worker")), "serve");
                    PackagedProgram trainer = start(own("trainer", LabelledDrawings.EAGER_TRAINER), "serve")) {
                worker.awaitErr("Classifying with pets 1");
                trainer.awaitErr("Learning from labels upon pets 1");
                done(
                        "publish",
                        "--labels-from-folders",
                        LabelledDrawings.folders(folder.resolve("labelled"), LABELS, 1)
                                .toString());
                worker.awaitErr("Trying pets/2 as a shadow");

                done("models", "promote", "pets/2");

                worker.awaitErr("Classifying with pets/2, in the place of pets/1");
                trainer.awaitErr("Learning from labels upon pets 2");
            }
            assertThat(objects.keys(BUCKET)).contains("shared/pets/1/manifest.json", "shared/pets/2/manifest.json");
        }
    }

    private Map<String, String> own(String name, Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("ALEXSTREAM_DATA_DIR", folder.resolve(name).toString());
        own.put("ALEXSTREAM_LEARNING_ROLLOUT_MODE", "shadow");
        return own;
    }

    private void done(String... arguments) {
        PackagedProgram program = start(Map.of(), arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
    }

    private PackagedProgram start(Map<String, String> own, String... arguments) {
        Map<String, String> settings = new HashMap<>(common);
        settings.putAll(own);
        return PackagedProgram.start(folder, settings, arguments);
    }
}
