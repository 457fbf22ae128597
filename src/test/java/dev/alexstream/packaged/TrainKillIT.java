package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train}, killed while it trains the head and while it trains convolutions. */
@Tag("fault")
class TrainKillIT {

    private static final int IMAGES = 30;
    private static final String[] EFFORT = {
        "--dense-units", "64", "--epochs", "3", "--unfreeze", "conv5", "--unfrozen-epochs", "2"
    };

    @TempDir
    Path folder;

    @Test
    void shouldMakeTheSameModelWhenItIsKilledTwiceAndResumed() throws Exception {
        LabelledDrawings.folders(folder.resolve("drawings"), IMAGES, 1, motif -> motif);
        done("whole");

        killAt("epoch 2 of 3", train("killed"));
        assertThat(train("killed").exitCode()).isEqualTo(1);
        killAt("epoch 1 of 2", train("killed", "--resume"));
        done("killed", "--resume");

        assertThat(folder.resolve("killed/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/weights.safetensors"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .contains("killed")
                    .noneMatch(name -> name.contains("training"));
        }
    }

    private static void killAt(String words, PackagedProgram program) throws InterruptedException {
        program.awaitErr(words);
        program.kill();
    }

    private void done(String out, String... options) throws IOException {
        PackagedProgram program = train(out, options);
        assertThat(program.exitCode()).as(program.err()).isZero();
    }

    private PackagedProgram train(String out, String... options) {
        String[] arguments = Stream.of(
                        List.of("train", "--data", "drawings", "--out", out), List.of(EFFORT), List.of(options))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return PackagedProgram.start(folder, Map.of(), arguments);
    }
}
