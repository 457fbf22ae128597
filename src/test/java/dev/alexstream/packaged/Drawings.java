package dev.alexstream.packaged;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder of small JPEG files, and one file that only says it is one. */
final class Drawings {

    private Drawings() {}

    static Path folder(Path folder, int count) throws IOException {
        return folder(folder, count, 0);
    }

    /** @param first number of the first drawing; drawings of different numbers differ */
    static Path folder(Path folder, int count, int first) throws IOException {
        Files.createDirectories(folder);
        for (int number = first; number < first + count; number++) {
            ImageIO.write(
                    disc(number),
                    "jpg",
                    folder.resolve("disc-" + number + ".jpg").toFile());
        }
        return folder;
    }

    static void addBroken(Path folder) throws IOException {
        Files.write(folder.resolve("broken.jpg"), "<html>not an image</html>".getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedImage disc(int number) {
        var image = new BufferedImage(320, 280, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.getHSBColor(number / 10f, 0.8f, 0.9f));
        graphics.fillOval(40 + number % 50, 30, 200, 200);
        graphics.dispose();
        return image;
    }
}
