package dev.alexstream.packaged;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Photographs of everyday things, cut out, as a folder of class folders for {@link LearningWhileServing}. The Debian package
 * {@code tuxpaint-stamps-default} has 50 to 93 of each of four kinds, eight of ten with a short side of 48 to 286 pixels; here they stand on white:
 *
 * <pre>
 *   apt-get download tuxpaint-stamps-default && dpkg-deb -x tuxpaint-stamps-default_*.deb package
 *   java src/test/java/dev/alexstream/packaged/StampFolders.java package /tmp/stamps
 * </pre>
 */
final class StampFolders {

    private static final Map<String, List<String>> CLASSES = Map.of(
            "food", List.of("food"),
            "mammal", List.of("animals/mammals"),
            "object", List.of("clothes", "hobbies", "household", "medical", "sports", "vehicles"),
            "small-animal", List.of("animals/birds", "animals/fish", "animals/insects"));

    private StampFolders() {}

    /** @param args the unpacked package, and the folder to write */
    public static void main(String[] args) throws IOException {
        Path stamps = Path.of(args[0], "usr", "share", "tuxpaint", "stamps");
        for (Map.Entry<String, List<String>> each : CLASSES.entrySet()) {
            Path folder = Files.createDirectories(Path.of(args[1], each.getKey()));
            for (String kind : each.getValue()) {
                for (Path stamp : photographs(stamps.resolve(kind))) {
                    String name = stamps.relativize(stamp).toString().replace('/', '_');
                    ImageIO.write(
                            onWhite(stamp),
                            "jpg",
                            folder.resolve(name.replace(".png", ".jpg")).toFile());
                }
            }
        }
    }

    /** Nearly all that is drawn is called a cartoon or is no picture of pixels. */
    private static List<Path> photographs(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".png"))
                    .filter(path -> !path.toString().contains("cartoon")
                            && !path.toString().contains("_mirror"))
                    .sorted()
                    .toList();
        }
    }

    private static BufferedImage onWhite(Path stamp) throws IOException {
        BufferedImage cut = ImageIO.read(stamp.toFile());
        var whole = new BufferedImage(cut.getWidth(), cut.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = whole.createGraphics();
        graphics.drawImage(cut, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return whole;
    }
}
