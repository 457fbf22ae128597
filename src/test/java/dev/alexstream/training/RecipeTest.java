package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.training.StageTraining.Result;
import dev.alexstream.training.TrainingChoices.Effort;
import dev.alexstream.training.TrainingChoices.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    private static final Split SPLIT = new Split(DrawnPatterns.examples(0, 32), DrawnPatterns.examples(32, 52));
    private static final Network OPEN = new Network(Optional.empty(), List.of(), Optional.empty());
    private static final List<String> LABELS = List.of("above", "left");

    /** Contrast as in photographs: those of the paper range over 255 levels, those of the listing from 0 to 1. */
    @ParameterizedTest
    @CsvSource({"KRIZHEVSKY_2012, 25, 60", "KERAS, 15, 0.5"})
    void shouldLearnToTellTwoPatternsApart(Recipe recipe, int epochs, float contrast) {
        StageTraining.Plan plan = DrawnPatterns.plan(recipe, epochs);
        try (Tail tail = DrawnPatterns.tail(recipe, plan, SPLIT)) {
            Result result = new StageTraining(
                            plan, tail, new DrawnPatterns(contrast), TrainingProgress.NONE, EpochLog.NONE)
                    .run(SPLIT);

            assertThat(result.accuracy()).isGreaterThanOrEqualTo(0.95);
        }
    }

    @Test
    void shouldTrainTheWholeOfItsArchitectureFromNothing() {
        TrainingRequest paper = choices(Recipe.KRIZHEVSKY_2012).over(BaseModel.RANDOM, LABELS);
        TrainingRequest listing = choices(Recipe.KERAS).over(BaseModel.RANDOM, LABELS);

        assertThat(paper.architecture().name()).isEqualTo("alexnet-2012");
        assertThat(paper.stages()).containsExactly(new Stage("conv1", 9, 0.01, false, 128));
        assertThat(paper.base().weights().names()).isEmpty();
        assertThat(listing.architecture().name()).isEqualTo("alexnet-keras");
        assertThat(listing.stages()).containsExactly(new Stage("conv1", 9, 1e-3, false, 64));
        assertThat(listing.preprocessing().scale()).containsOnly(255.0);
    }

    @Test
    void shouldRefuseToBeginWithSomething() {
        assertThatThrownBy(() -> choices(Recipe.KERAS).over(BaseModel.starter(), LABELS))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("recipe keras begins with nothing, not with flowers17");
    }

    @Test
    void shouldDrawTheFirstWeightsAsItsPublicationHasIt() {
        assertThat(Recipe.KRIZHEVSKY_2012.initializer(DrawnPatterns.TINY)).isEqualTo(WeightInitializer.NORMAL_2012);
        assertThat(Recipe.KERAS.initializer(DrawnPatterns.TINY)).isEqualTo(WeightInitializer.GLOROT_UNIFORM);
    }

    @Test
    void shouldShowCropsOfThePaperAndPhotographsAsTheyAreForTheListing() {
        var random = new ResumableRandom(1);

        assertThat(Recipe.KRIZHEVSKY_2012.view(256, 227, random).shortSide()).isEqualTo(256);
        assertThat(Recipe.KERAS.view(256, 224, random)).isEqualTo(View.ofServing(256));
        assertThat(Recipe.KRIZHEVSKY_2012.colourNoise()).contains(0.1);
        assertThat(Recipe.KERAS.colourNoise()).isEmpty();
    }

    private static TrainingChoices choices(Recipe recipe) {
        return new TrainingChoices(recipe, OPEN, new Effort(9, List.of()), 1);
    }
}
