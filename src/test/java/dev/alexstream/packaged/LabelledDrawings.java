package dev.alexstream.packaged;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Drawings in class folders, to be published as labels, and settings under which a trainer learns from few of them. */
final class LabelledDrawings {

    /** What is promoted here is nobody's concern, so everything may be. */
    static final Map<String, String> EAGER_TRAINER = Map.of(
            "ALEXSTREAM_ROLES", "trainer",
            "ALEXSTREAM_LEARNING_MIN_NEW_LABELS", "40",
            "ALEXSTREAM_LEARNING_MIN_CLASS_EXAMPLES", "1",
            "ALEXSTREAM_LEARNING_GATE_MIN_HOLDOUT", "1",
            "ALEXSTREAM_LEARNING_GATE_TOLERANCE", "0.99",
            "ALEXSTREAM_LEARNING_GATE_MAX_CLASS_FALL", "1",
            "ALEXSTREAM_LEARNING_GATE_MIN_NEW_ACCURACY", "0",
            "KAFKA_SESSION_TIMEOUT_MS", "6000",
            "KAFKA_HEARTBEAT_INTERVAL_MS", "1000");

    /** What the model of the tests knows; the other motifs are new to it. */
    private static final Map<String, String> KNOWN = Map.of("discs", "cat", "rings", "dog");

    private LabelledDrawings() {}

    /** @param seed of the drawings; those of different seeds differ */
    static Path folders(Path root, int count, long seed) throws IOException {
        int number = 0;
        for (Drawn drawn : SyntheticImages.draw(count, seed)) {
            Path folder = Files.createDirectories(root.resolve(KNOWN.getOrDefault(drawn.label(), drawn.label())));
            Files.write(folder.resolve(seed + "-" + number++ + ".jpg"), drawn.jpeg());
        }
        return root;
    }
}
