package dev.alexstream.training;

import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.training.Photographs.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a folder of class folders: each folder directly inside is a class, each regular file anywhere inside that one an example; what is
 * hidden is passed over. Every file is decoded once, so that what cannot be read is known before training starts.
 */
public final class ClassFolders {

    private final ImageDecoder decoder;
    private final ImageGeometry geometry;
    private final long maxBytes;

    public ClassFolders(ImageDecoder decoder, ImageGeometry geometry, long maxBytes) {
        this.decoder = decoder;
        this.geometry = geometry;
        this.maxBytes = maxBytes;
    }

    /**
     * @throws TrainingException if the folder cannot be read, or holds no class folder
     */
    public Photographs read(Path folder) {
        try {
            List<Path> classes = visible(folder, Files::isDirectory);
            List<String> labels = classes.stream().map(ClassFolders::fileName).toList();
            if (labels.isEmpty()) {
                throw new TrainingException("no class folders in " + folder);
            }
            return new Scan(labels).run(fileName(folder.toRealPath()), classes);
        } catch (IOException e) {
            throw new TrainingException("cannot read data folder " + folder + ": " + e, e);
        }
    }

    private static List<Path> visible(Path folder, Predicate<Path> kind) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(kind)
                    .filter(path -> !fileName(path).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "root" : name.toString();
    }

    /** One reading of the folder. */
    private final class Scan {
        private final List<String> labels;
        private final List<Example> examples = new ArrayList<>();
        private final List<Skipped> skipped = new ArrayList<>();
        private final Map<String, Integer> labelOfContent = new HashMap<>();
        private final Set<String> contradictory = new HashSet<>();

        Scan(List<String> labels) {
            this.labels = labels;
        }

        Photographs run(String name, List<Path> classes) throws IOException {
            for (int label = 0; label < classes.size(); label++) {
                for (Path file : filesBelow(classes.get(label))) {
                    add(file, label);
                }
            }
            examples.stream()
                    .filter(example -> contradictory.contains(example.digest()))
                    .forEach(example ->
                            skipped.add(new Skipped(example.file(), "the same image stands in two classes")));
            examples.removeIf(example -> contradictory.contains(example.digest()));
            return new Photographs(name, labels, examples, skipped);
        }

        private void add(Path file, int label) {
            try {
                if (Files.size(file) > maxBytes) {
                    skipped.add(new Skipped(file, "larger than " + maxBytes + " bytes"));
                    return;
                }
                byte[] bytes = Files.readAllBytes(file);
                DecodeResult result = decoder.decode(bytes, geometry);
                if (result instanceof Undecodable undecodable) {
                    skipped.add(new Skipped(file, undecodable.reason()));
                    return;
                }
                remember(new Example(file, Digests.sha256(bytes), label));
            } catch (IOException e) {
                skipped.add(new Skipped(file, "cannot be read: " + e));
            }
        }

        private void remember(Example example) {
            examples.add(example);
            Integer earlier = labelOfContent.putIfAbsent(example.digest(), example.label());
            if (earlier != null && earlier != example.label()) {
                contradictory.add(example.digest());
            }
        }

        private static List<Path> filesBelow(Path folder) throws IOException {
            List<Path> files = new ArrayList<>(visible(folder, Files::isRegularFile));
            for (Path inner : visible(folder, Files::isDirectory)) {
                files.addAll(filesBelow(inner));
            }
            return files;
        }
    }
}
