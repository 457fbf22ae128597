package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.LrnOrder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StarterModelTest {

    @Test
    void shouldLoadWithADigestThatFits() {
        LoadedModel starter = StarterModel.load();

        assertThat(starter.manifest().name()).isEqualTo("flowers17");
        assertThat(starter.manifest().labels()).hasSize(17).contains("daffodil", "tigerlily");
        assertThat(starter.manifest().architecture())
                .isEqualTo(new ArchitectureReference(
                        "alexnet-2012", new ArchitectureParameters(17, List.of(512), LrnOrder.AFTER_POOLING)));
    }

    @Test
    void shouldSayWhatItWasMadeOfAndHowGoodTheProcedureIs() {
        ModelManifest manifest = StarterModel.load().manifest();

        assertThat(manifest.training().stages()).extracting(Stage::from).containsExactly("fc6", "conv1");
        assertThat(manifest.figures())
                .containsEntry("cross-validation-folds", 5.0)
                .containsEntry("cross-validation-examples", (double)
                        manifest.training().examples());
        assertThat(manifest.figures().get("cross-validation-top-1")).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void shouldTellDriftByAnswersOnPhotographsThatWereNotLearned() {
        LoadedModel starter = StarterModel.load();
        DriftReference reference = starter.manifest().reference();

        assertThat(reference.source()).contains("of a network that was made as this one is, of the others");
        assertThat(reference.images()).isGreaterThan(200);
        assertThat(reference.features().layer()).isEqualTo(DriftReference.layer(starter.architecture()));
    }

    @Test
    void shouldStayBelowSixteenMegabytes() throws IOException {
        try (InputStream weights = StarterModel.class.getResourceAsStream("/models/flowers17/weights.safetensors")) {
            assertThat(weights.readAllBytes().length).isLessThan(16_000_000);
        }
    }
}
