package dev.alexstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that goes when the command ends. */
final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** @param command whose folder it is; a part of its name */
    static TemporaryFolder create(String command) {
        try {
            return new TemporaryFolder(
                    Files.createTempDirectory("alexstream-" + command + "-").toRealPath());
        } catch (IOException e) {
            throw new CommandFailure("no temporary folder can be created: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /**
     * @param images by their paths below the folder
     * @return the folder inside this one that holds them
     */
    Path write(String name, Map<String, byte[]> images) {
        Path folder = path.resolve(name);
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> image : images.entrySet()) {
                Path file = folder.resolve(image.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, image.getValue());
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
