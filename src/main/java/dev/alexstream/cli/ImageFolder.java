package dev.alexstream.cli;

import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every regular file below a folder, whatever its name, but nothing hidden; in the order of their paths. Links are followed, except in
 * circles.
 */
final class ImageFolder {

    private ImageFolder() {}

    static Stream<Source> files(Path folder) {
        Collector collector = new Collector(folder.toAbsolutePath().normalize());
        try {
            Files.walkFileTree(collector.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        collector.found.sort(Comparator.comparing(Entry::path));
        return collector.found.stream().map(Entry::source);
    }

    private record Entry(Path path, Source source) {}

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<Entry> found = new ArrayList<>();

        private Collector(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
                found.add(new Entry(file, new Source.LocalFile(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!isHidden(file)) {
                String reason = "cannot be read: " + e.getClass().getSimpleName();
                found.add(
                        new Entry(file, new Source.Unusable(file.toUri().toString(), ErrorCode.FETCH_FAILED, reason)));
            }
            return FileVisitResult.CONTINUE;
        }

        /** The folder that was named may itself be hidden: it was meant. */
        private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }
    }
}
