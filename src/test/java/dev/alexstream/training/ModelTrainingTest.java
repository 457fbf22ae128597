package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.training.TrainingChoices.Effort;
import dev.alexstream.training.TrainingChoices.Network;
import dev.alexstream.training.TrainingChoices.Thaw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainingTest {

    private static final Network LIKE_THE_BASE = new Network(Optional.empty(), List.of(16), Optional.empty());

    @TempDir
    static Path temporary;

    private static Photographs drawings;
    private static Photographs fewDrawings;

    @BeforeAll
    static void draw() throws IOException {
        drawings = DrawnPhotographs.read(DrawnPhotographs.write(temporary.resolve("drawings"), 40, 1));
        fewDrawings = DrawnPhotographs.read(DrawnPhotographs.write(temporary.resolve("few"), 5, 1));
    }

    @Test
    void shouldLearnDrawingsFromTheStarterModelAndSayHowWell() {
        LoadedModel model = train(drawings, new Effort(12, List.of()), 3, 0.25);

        assertThat(model.manifest().name()).isEqualTo("drawn-things");
        assertThat(model.manifest().labels()).containsExactly("checks", "discs", "rings", "scribble", "stripes");
        assertThat(model.manifest().figures()).containsEntry("holdout-examples", 10.0);
        assertThat(model.manifest().figures().get("holdout-top-1")).isGreaterThanOrEqualTo(0.8);
        assertThat(model.manifest().training().examples()).isEqualTo(30);
        assertThat(model.manifest().activationRanges().images()).isEqualTo(30);
        assertThat(model.manifest().activationRanges().largest())
                .containsOnlyKeys("conv2", "conv3", "conv4", "conv5", "fc6", "output");
        assertThat(model.manifest().training().base()).startsWith("flowers17 ");
        assertThat(model.manifest().reference().source()).isEqualTo("photographs that were held out");
        assertThat(model.manifest().reference().images()).isEqualTo(10);
        assertThat(model.manifest().reference().features().layer()).isEqualTo("fc6");
        assertThat(model.manifest().reference().features().images()).isEqualTo(10);
    }

    @Test
    void shouldMakeTheReferenceOfFoldsWhereNothingIsHeldOut() {
        try (var training = training(drawings, new Effort(1, List.of()), 3)) {
            training.crossValidate(2);

            LoadedModel model = training.train("drawn", 0);

            assertThat(model.manifest().reference().source()).startsWith("cross-validation");
            assertThat(model.manifest().reference().images()).isEqualTo(40);
            assertThat(model.manifest().reference().features().images()).isEqualTo(40);
        }
    }

    @Test
    void shouldGiveTheSameWeightsForTheSameSeed() {
        Effort effort = new Effort(2, List.of(new Thaw("conv5", 1)));

        String once = digest(train(fewDrawings, effort, 7, 0), "once");
        String again = digest(train(fewDrawings, effort, 7, 0), "again");
        String other = digest(train(fewDrawings, effort, 8, 0), "other");

        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    @Test
    void shouldMoveTheUnfrozenLayersOnly() {
        LoadedModel model = train(fewDrawings, new Effort(1, List.of(new Thaw("conv5", 1))), 3, 0);
        BaseModel starter = BaseModel.starter();

        assertThat(model.manifest().reference()).isNull();
        assertThat(model.weights().floats("conv4.weight"))
                .containsExactly(starter.weights().floats("conv4.weight"));
        assertThat(model.weights().floats("conv5.weight"))
                .isNotEqualTo(starter.weights().floats("conv5.weight"));
        assertThat(model.manifest().training().stages()).extracting(Stage::from).containsExactly("fc6", "conv5");
    }

    private static LoadedModel train(Photographs photographs, Effort effort, long seed, double holdout) {
        try (var training = training(photographs, effort, seed)) {
            return training.train("Drawn Things", holdout);
        }
    }

    private static ModelTraining training(Photographs photographs, Effort effort, long seed) {
        TrainingRequest request =
                new TrainingChoices(LIKE_THE_BASE, effort, seed).over(BaseModel.starter(), photographs.labels());
        return new ModelTraining(
                request,
                photographs,
                new ModelTraining.Tools(
                        DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, temporary, TrainingProgress.NONE));
    }

    private static String digest(LoadedModel model, String folder) {
        return ModelFolder.write(model, temporary.resolve(folder)).manifest().digest();
    }
}
