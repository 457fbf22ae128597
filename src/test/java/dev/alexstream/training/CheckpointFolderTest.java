package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final RunIdentity RUN = identity("7", "sha256:aa");
    private static final FinishedStages NONE = FinishedStages.none(weights("fc6.weight", 0));

    @TempDir
    private Path temporary;

    private final AtomicLong clock = new AtomicLong();
    private Path folder;
    private CheckpointFolder checkpoints;

    @BeforeEach
    void begin() {
        folder = temporary.resolve("out.training");
        checkpoints = CheckpointFolder.empty(folder, () -> clock.addAndGet(10));
        checkpoints.claim(RUN);
    }

    @Test
    void shouldGiveAnEpochBackAsItWas() {
        EpochState state = epoch(3, 2);
        checkpoints.log(NONE).ended(state);

        CheckpointFolder resumed = resumed(RUN);

        assertThat(resumed.finished()).isEmpty();
        assertThat(resumed.log(NONE).resumed()).contains(state);
    }

    @Test
    void shouldGiveFinishedStagesBackAndBeginTheNext() {
        FinishedStages one = NONE.plus(
                new Stage("fc6", 2, 0.1, false, 8),
                new StageTraining.Result(weights("fc6.weight", 5), 2, 0.5, List.of(1)));
        checkpoints.log(NONE).ended(epoch(1, 1));
        checkpoints.finished(one);

        CheckpointFolder resumed = resumed(RUN);

        assertThat(resumed.finished()).contains(one);
        assertThat(resumed.log(one).resumed()).isEmpty();
    }

    @Test
    void shouldKeepNoMoreThanTheLastEpochAndTheBest() throws IOException {
        checkpoints.log(NONE).ended(epoch(1, 1));
        clock.addAndGet(1_000_000);
        checkpoints.log(NONE).ended(epoch(2, 1));

        assertThat(names())
                .containsExactly(
                        "checkpoint.json",
                        "stage-1-epoch-1-best.safetensors",
                        "stage-1-epoch-2-optimizer.safetensors",
                        "stage-1-epoch-2-parameters.safetensors");
    }

    @Test
    void shouldSkipEpochsThatEndTooSoonAfterTheLastCheckpoint() {
        checkpoints.log(NONE).ended(epoch(1, 1)); // takes 10 ns
        clock.addAndGet(70);
        checkpoints.log(NONE).ended(epoch(2, 2)); // 80 ns later

        assertThat(resumed(RUN).log(NONE).resumed()).map(EpochState::epoch).contains(1);

        checkpoints.log(NONE).ended(epoch(3, 3)); // 90 ns later

        assertThat(resumed(RUN).log(NONE).resumed()).map(EpochState::epoch).contains(3);
    }

    @Test
    void shouldGoOnFromTheOldCheckpointWhenTheProcessDiedWhileItWroteTheNext() throws IOException {
        checkpoints.log(NONE).ended(epoch(1, 1));
        Files.writeString(folder.resolve("stage-1-epoch-2-parameters.safetensors"), "half a fi");
        Files.writeString(folder.resolve("stage-1-epoch-2-best.safetensors"), "");
        Files.writeString(folder.resolve("checkpoint.json.tmp"), "{");

        CheckpointFolder resumed = resumed(RUN);
        assertThat(resumed.log(NONE).resumed()).contains(epoch(1, 1));
        resumed.log(NONE).ended(epoch(2, 2));

        assertThat(resumed(RUN).log(NONE).resumed()).contains(epoch(2, 2));
        assertThat(names()).hasSize(4);
    }

    @Test
    void shouldRefuseToGoOnWithAnotherRunAndSayWhatIsDifferent() {
        checkpoints.log(NONE).ended(epoch(1, 1));
        CheckpointFolder resumed = CheckpointFolder.resumed(folder, clock::get);

        assertThatThrownBy(() -> resumed.claim(identity("8", "sha256:bb")))
                .isInstanceOf(TrainingException.class)
                .hasMessage("the checkpoint in " + folder + " is of another training, with other photographs, seed:"
                        + " give what was given then, or delete it to begin anew");
    }

    @Test
    void shouldSayThatADamagedCheckpointCannotBeRead() throws IOException {
        checkpoints.log(NONE).ended(epoch(1, 1));
        Files.writeString(folder.resolve("stage-1-epoch-1-best.safetensors"), "damaged");
        assertThatThrownBy(() -> resumed(RUN).log(NONE).resumed())
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("the checkpoint in " + folder + " cannot be read, delete it to begin anew: ");

        Files.writeString(folder.resolve("checkpoint.json"), "{\"format\": 99}");
        assertThatThrownBy(() -> resumed(RUN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldLeaveNothingWhenRemovedButWhatOthersPutThere() throws IOException {
        checkpoints.log(NONE).ended(epoch(1, 1));
        checkpoints.remove();
        assertThat(folder).doesNotExist();
        checkpoints.remove();

        Files.createDirectories(folder);
        Files.writeString(folder.resolve("mine.txt"), "mine");
        checkpoints.finished(NONE);
        assertThat(CheckpointFolder.isIn(folder)).isTrue();
        checkpoints.remove();

        assertThat(CheckpointFolder.isIn(folder)).isFalse();
        assertThat(names()).containsExactly("mine.txt");
    }

    private CheckpointFolder resumed(RunIdentity identity) {
        CheckpointFolder resumed = CheckpointFolder.resumed(folder, clock::get);
        resumed.claim(identity);
        return resumed;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static EpochState epoch(int number, int best) {
        var counts = new TailState.Counts(number * 4, number * 4, -1234567890123L * number, 42);
        Weights vectors = weights("parameters", number).overlaidWith(weights("optimizer", -number));
        return new EpochState(
                number,
                99L * number,
                new Plateau.State(best, 0.1 + best / 3.0, List.of()),
                new TailState(counts, vectors),
                weights("output.bias", best));
    }

    private static Weights weights(String name, float value) {
        return new Weights(Map.of(name, Tensor.of(DataType.F32, List.of(2), value, 1 / (value + 0.3f))));
    }

    private static RunIdentity identity(String seed, String photographs) {
        return new RunIdentity(new TreeMap<>(Map.of("seed", seed, "photographs", photographs, "recipe", "KERAS")));
    }
}
