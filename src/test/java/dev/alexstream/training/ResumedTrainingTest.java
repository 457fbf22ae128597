package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.network.Weights;
import dev.alexstream.training.StageTraining.Result;
import dev.alexstream.training.Trainer.Trained;
import dev.alexstream.training.TrainingChoices.Effort;
import dev.alexstream.training.TrainingChoices.Network;
import dev.alexstream.training.TrainingChoices.Thaw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training that dies and is resumed, again and again, ends with the very weights of one that does not. */
class ResumedTrainingTest {

    private static final RunIdentity RUN = new RunIdentity(new TreeMap<>(Map.of("seed", "1")));
    private static final Split PATTERNS = new Split(DrawnPatterns.examples(0, 20), DrawnPatterns.examples(20, 30));

    private static final int EPOCHS = 4;

    @TempDir
    private Path temporary;

    /** Each life ends amid an epoch: the one after the first that it finishes. */
    @ParameterizedTest
    @EnumSource(Recipe.class)
    void shouldGiveTheSameWeightsWhenEachEpochIsThatOfAnotherProcess(Recipe recipe) {
        Result whole = stage(recipe, Checkpoints.NONE, new Mortal(Integer.MAX_VALUE));
        int lifetime = DrawnPatterns.plan(recipe, EPOCHS).batches(PATTERNS) + 1;
        Path folder = temporary.resolve("out.training");

        Result resumed = null;
        int lives = 0;
        while (resumed == null) {
            resumed = life(recipe, folder, lifetime);
            lives++;
        }

        assertThat(lives).isEqualTo(EPOCHS);
        assertThat(bytes(resumed.weights())).isEqualTo(bytes(whole.weights()));
        assertThat(resumed.epochs()).isEqualTo(whole.epochs());
        assertThat(resumed.accuracy()).isEqualTo(whole.accuracy());
    }

    /** Null if it died. */
    private static Result life(Recipe recipe, Path folder, int lifetime) {
        try {
            return stage(recipe, checkpoints(folder), new Mortal(lifetime));
        } catch (Death e) {
            return null;
        }
    }

    private static Result stage(Recipe recipe, Checkpoints checkpoints, TrainingProgress progress) {
        StageTraining.Plan plan = DrawnPatterns.plan(recipe, EPOCHS);
        try (Tail tail = DrawnPatterns.tail(recipe, plan, PATTERNS)) {
            EpochLog log = checkpoints.log(FinishedStages.none(new Weights(Map.of())));
            return new StageTraining(plan, tail, new DrawnPatterns(1), progress, log).run(PATTERNS);
        }
    }

    @Test
    void shouldGiveTheSameModelWhenFineTuningDiesInItsStages() throws IOException {
        // lives: 5 features, half of the head; 5 features again, the rest of it, a little of the output; the rest
        assertTheSameWhenItDies(16, Recipe.OWN, BaseModel.starter(), new Effort(2, List.of(new Thaw("output", 1))));
    }

    @Test
    void shouldGiveTheSameModelWhenTrainingByThePaperDies() throws IOException {
        // lives: 5 colours, one epoch and a part of the next; 5 colours again, the rest
        assertTheSameWhenItDies(6, Recipe.KRIZHEVSKY_2012, BaseModel.RANDOM, new Effort(3, List.of()));
    }

    private void assertTheSameWhenItDies(int firstLifetime, Recipe recipe, BaseModel base, Effort effort)
            throws IOException {
        Photographs drawings = DrawnPhotographs.read(DrawnPhotographs.write(temporary.resolve("drawings"), 5, 1));
        Split split = new Split(drawings.examples(), List.of());
        var choices =
                new TrainingChoices(recipe, new Network(Optional.empty(), List.of(16), Optional.empty()), effort, 7);
        TrainingRequest request = choices.over(base, drawings.labels());
        Trained whole = train(request, split, Checkpoints.NONE, new Mortal(Integer.MAX_VALUE));

        Path folder = temporary.resolve("out.training");
        Trained resumed = null;
        for (int lifetime = firstLifetime; resumed == null; lifetime += 4) {
            try {
                resumed = train(request, split, checkpoints(folder), new Mortal(lifetime));
            } catch (Death e) {
                assertThat(CheckpointFolder.isIn(folder)).isTrue();
            }
        }

        assertThat(bytes(resumed.weights())).isEqualTo(bytes(whole.weights()));
        assertThat(resumed.stages()).isEqualTo(whole.stages());
        assertThat(bytes(train(request, split, checkpoints(folder), new Mortal(0))
                        .weights()))
                .as("all stages are finished")
                .isEqualTo(bytes(whole.weights()));
    }

    private Trained train(TrainingRequest request, Split split, Checkpoints checkpoints, TrainingProgress progress) {
        try (Trainer trainer =
                new Trainer(request, DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE, temporary, progress)) {
            return trainer.train(split, checkpoints);
        }
    }

    @Test
    void shouldRefuseVectorsOfAnotherNetwork() {
        StageTraining.Plan plan = DrawnPatterns.plan(Recipe.KERAS, 1);
        try (Tail keras = DrawnPatterns.tail(Recipe.KERAS, plan, PATTERNS);
                Tail paper = DrawnPatterns.tail(Recipe.KRIZHEVSKY_2012, plan, PATTERNS)) {
            assertThatThrownBy(() -> paper.resume(keras.state()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageStartingWith("optimizer has ");
        }
    }

    private static Checkpoints checkpoints(Path folder) {
        var clock = new AtomicLong();
        Checkpoints checkpoints = CheckpointFolder.isIn(folder)
                ? CheckpointFolder.resumed(folder, clock::get)
                : CheckpointFolder.empty(folder, clock::get);
        checkpoints.claim(RUN);
        return checkpoints;
    }

    private static Map<String, Object> bytes(Weights weights) {
        var bytes = new TreeMap<String, Object>();
        weights.tensors().forEach((name, tensor) -> bytes.put(name, tensor.data()));
        return bytes;
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Dies at a step. */
    private static final class Mortal implements TrainingProgress {

        private final int lifetime;
        private int age;

        Mortal(int lifetime) {
            this.lifetime = lifetime;
        }

        @Override
        public void began(String task, long steps) {}

        @Override
        public void step() {
            age++;
            if (age > lifetime) {
                throw new Death();
            }
        }

        @Override
        public void epoch(Epoch epoch) {}

        @Override
        public void ended() {}
    }
}
