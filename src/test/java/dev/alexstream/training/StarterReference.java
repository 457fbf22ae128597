package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.DriftReference;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.SharedData;
import dev.alexstream.training.Evaluator.Network;
import dev.alexstream.training.Trainer.Trained;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not part of the tests by its name. Writes the starter model with a reference to tell drift by; its weights and exemplars stay the same
 * bytes. It has learned all photographs there are, so the answers are those of a network that was made in the same way of four fifths of
 * them, on the last fifth:
 *
 * <pre>
 *   ./mvnw -Dquick test -Dtest=StarterReference -Dstarter.out=/tmp/flowers17
 * </pre>
 */
class StarterReference {

    private static final int FOLDS = 5;

    @TempDir
    Path scratch;

    @Test
    void write() throws Exception {
        LoadedModel starter = StarterModel.load();
        ModelManifest manifest = starter.manifest();
        Photographs photographs =
                DrawnPhotographs.read(SharedData.file("flowers17")).relabelled(manifest.labels());
        var tools = new ModelTraining.Tools(
                DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, scratch, TrainingProgress.NONE);
        var making = new PhotographReference(tools, manifest.labels().size());
        try (Trainer trainer = new Trainer(
                likeTheStarter(manifest),
                DrawnPhotographs.DECODER,
                DrawnPhotographs.ENGINE,
                scratch,
                TrainingProgress.NONE)) {
            Split fold = Split.folds(
                            photographs.examples(), FOLDS, manifest.training().seed())
                    .get(0);
            Trained trained = trainer.train(new Split(fold.training(), List.of()));
            making.fold(
                    new Network(starter.architecture(), trained.weights(), manifest.preprocessing(), null),
                    fold.holdout());
        }
        Network network = new Network(
                starter.architecture(), starter.weights(), manifest.preprocessing(), manifest.activationRanges());
        DriftReference made =
                making.of(network, new Split(photographs.examples(), List.of())).orElseThrow();
        var named = new DriftReference(
                "flowers17: answers on a fifth of the photographs, of a network that was made as this one is, of the others;"
                        + " features as this one sees the photographs, all of which it was trained on",
                made.images(),
                made.labels(),
                made.confidence(),
                made.features());
        Path out =
                Path.of(System.getProperty("starter.out", scratch.resolve("out").toString()));

        LoadedModel written = ModelFolder.write(starter.withReference(named), out);

        assertThat(written.manifest().digest()).isEqualTo(manifest.digest());
        assertThat(written.manifest().exemplars()).isEqualTo(manifest.exemplars());
        assertThat(named.images()).isEqualTo(17 * 13);
    }

    private static TrainingRequest likeTheStarter(ModelManifest manifest) {
        BaseModel trunk = BaseModel.read(SharedData.file("alexnet/alexnet-2012-trunk.safetensors"));
        return new TrainingRequest(
                manifest.architecture(),
                manifest.preprocessing(),
                new TrainingRequest.Base(trunk.name(), trunk.weights()),
                manifest.training().stages(),
                manifest.training().seed());
    }
}
