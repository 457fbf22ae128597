package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.SharedData;
import dev.alexstream.training.Evaluator.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not part of the tests by its name. Writes the starter model with exemplars of the photographs that it was trained on; its weights stay the
 * same bytes:
 *
 * <pre>
 *   ./mvnw -Dquick test -Dtest=StarterExemplars -Dstarter.out=/tmp/flowers17
 * </pre>
 */
class StarterExemplars {

    @TempDir
    Path scratch;

    @Test
    void write() throws Exception {
        LoadedModel starter = StarterModel.load();
        Photographs photographs = DrawnPhotographs.read(SharedData.file("flowers17"))
                .relabelled(starter.manifest().labels());
        var tools = new ModelTraining.Tools(
                DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, scratch, TrainingProgress.NONE);
        var network = new Network(
                starter.architecture(),
                starter.weights(),
                starter.manifest().preprocessing(),
                starter.manifest().activationRanges());
        var exemplars = new PhotographExemplars(
                        tools,
                        starter.manifest().labels(),
                        Cut.ofHead(starter.architecture()),
                        new ExemplarChoice(12, 4, 1))
                .of(network, new Split(photographs.examples(), List.of()));
        Path out =
                Path.of(System.getProperty("starter.out", scratch.resolve("out").toString()));

        LoadedModel written = ModelFolder.write(starter.withExemplars(exemplars), out);

        assertThat(written.manifest().digest()).isEqualTo(starter.manifest().digest());
        assertThat(Files.size(out.resolve("exemplars.safetensors"))).isLessThan(1 << 20);
    }
}
