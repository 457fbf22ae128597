package dev.alexstream.cli;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A temporary folder that goes when the demo ends. */
final class DemoFolder implements AutoCloseable {

    private static final int DRAWINGS = 20;
    private static final long SEED = 17;

    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() {
        try {
            return new DemoFolder(Files.createTempDirectory("alexstream-demo-"));
        } catch (IOException e) {
            throw new CommandFailure("no temporary folder can be created: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** The folder of the drawings. */
    Path draw() {
        Path folder = path.resolve("drawings");
        List<Drawn> drawings = SyntheticImages.draw(DRAWINGS, SEED);
        try {
            Files.createDirectories(folder);
            for (int i = 0; i < drawings.size(); i++) {
                String name = String.format(
                        Locale.ROOT, "%02d-%s.jpg", i + 1, drawings.get(i).label());
                Files.write(folder.resolve(name), drawings.get(i).jpeg());
            }
            return folder;
        } catch (IOException e) {
            throw new CommandFailure("the drawings cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailure("the folder " + path + " could not be removed: " + e.getMessage(), e);
        }
    }
}
