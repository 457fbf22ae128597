package dev.alexstream.packaged;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

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
        return folders(root, count, seed, motif -> KNOWN.getOrDefault(motif, motif));
    }

    /** @param naming from what is drawn to the label that it gets */
    static Path folders(Path root, int count, long seed, UnaryOperator<String> naming) throws IOException {
        int number = 0;
        for (Drawn drawn : SyntheticImages.draw(count, seed)) {
            Path folder = Files.createDirectories(root.resolve(naming.apply(drawn.label())));
            Files.write(folder.resolve(seed + "-" + number++ + ".jpg"), drawn.jpeg());
        }
        return root;
    }

    /** As {@link #folders}, seen by a camera that knows no colours. */
    static Path greyFolders(Path root, int count, long seed, UnaryOperator<String> naming) throws IOException {
        try (Stream<Path> files = Files.walk(folders(root, count, seed, naming))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ImageIO.write(grey(ImageIO.read(file.toFile())), "jpg", file.toFile());
            }
        }
        return root;
    }

    private static BufferedImage grey(BufferedImage image) {
        var grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return grey;
    }
}
