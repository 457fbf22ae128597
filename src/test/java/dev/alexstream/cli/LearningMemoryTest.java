package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.ChildJvm;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningMemoryTest {

    @Test
    void shouldTrainInMoreMemoryThanTheHeapMayHave(@TempDir Path folder) throws Exception {
        int number = 0;
        for (Drawn drawn : SyntheticImages.draw(12, 1)) {
            Path label = Files.createDirectories(folder.resolve("drawings").resolve("class-" + number % 2));
            Files.write(label.resolve(number++ + ".jpg"), drawn.jpeg());
        }

        String output = ChildJvm.output(
                List.of(),
                List.of("-Xmx96m"),
                Main.class,
                "train",
                "--data=" + folder.resolve("drawings"),
                "--out=" + folder.resolve("made"),
                "--dense-units=16",
                "--epochs=1");

        assertThat(folder.resolve("made/manifest.json")).as(output).exists();
    }
}
