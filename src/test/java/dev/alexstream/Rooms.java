package dev.alexstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rooms of the program, who may import whom, and which libraries stand behind which door. The root is the room {@code ""}.
 * A room is the first package segment below {@code dev.alexstream}.
 */
final class Rooms {

    static final String BASE = "dev.alexstream";
    static final String ROOT = "";
    static final Path SOURCES = Path.of("src", "main", "java");

    private static final Set<String> LEAVES = Set.of(
            "message",
            "kafka",
            "fetch",
            "image",
            "batch",
            "network",
            "engine",
            "model",
            "training",
            "metrics",
            "s3",
            "health",
            "web",
            "devbroker");
    private static final Pattern FIRST_JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    /** Which rooms a room may import, besides itself. */
    static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry(ROOT, LEAVES),
            Map.entry("cli", with(LEAVES, ROOT, "bench")),
            Map.entry("bench", Set.of("network", "engine", "image")),
            Map.entry("web", Set.of("message", "kafka", "model", "training", "engine")),
            Map.entry("training", Set.of("message", "fetch", "image", "network", "engine", "model", "kafka")),
            Map.entry("model", Set.of("message", "network", "engine", "kafka", "s3")),
            Map.entry("engine", Set.of("network", "image")),
            Map.entry("kafka", Set.of("message")),
            Map.entry("fetch", Set.of("message", "s3")),
            Map.entry("health", Set.of("kafka", "engine", "model")),
            Map.entry("metrics", Set.of()),
            Map.entry("devbroker", Set.of()),
            Map.entry("batch", Set.of()),
            Map.entry("image", Set.of()),
            Map.entry("message", Set.of()),
            Map.entry("s3", Set.of()),
            Map.entry("network", Set.of()));

    /** Package prefix of a library, and the only rooms that may use it. */
    static final Map<String, Set<String>> LIBRARY_GATES = Map.ofEntries(
            Map.entry("org.deeplearning4j.", Set.of("engine", "training")),
            Map.entry("org.nd4j.", Set.of("engine", "training")),
            Map.entry("org.bytedeco.dnnl.", Set.of("engine")),
            Map.entry("com.sun.jna.", Set.of("engine")),
            Map.entry("org.bytedeco.opencv.", Set.of("image")),
            Map.entry("org.apache.commons.math3.", Set.of("training")),
            Map.entry("org.apache.kafka.", Set.of("kafka", "devbroker", "cli")),
            Map.entry("kafka.", Set.of("kafka", "devbroker", "cli")),
            Map.entry("io.jhdf.", Set.of("model")),
            Map.entry("io.micrometer.", Set.of("metrics")),
            Map.entry("picocli.", Set.of("cli")),
            Map.entry("software.amazon.awssdk.", Set.of("s3")));

    private Rooms() {}

    /** The room of a class, or empty when the class is not one of ours. */
    static Optional<String> of(String packageName) {
        if (packageName.equals(BASE)) {
            return Optional.of(ROOT);
        }
        if (!packageName.startsWith(BASE + ".")) {
            return Optional.empty();
        }
        return Optional.of(packageName.substring(BASE.length() + 1).split("\\.", 2)[0]);
    }

    /** Source folders that hold Java files, below {@code src/main/java}. */
    static List<Path> packageFolders() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Room to the text of the {@code package-info} of its uppermost package, in alphabetical order. */
    static Map<String, String> secrets() {
        var secrets = new TreeMap<String, String>();
        for (Path folder : packageFolders()) {
            of(SOURCES.relativize(folder)
                            .toString()
                            .replace(folder.getFileSystem().getSeparator(), "."))
                    .ifPresent(room -> secrets.putIfAbsent(room, packageJavadoc(folder)));
        }
        return secrets;
    }

    /** The Javadoc of the folder's {@code package-info.java} as one line, empty when there is none. */
    static String packageJavadoc(Path folder) {
        Path file = folder.resolve("package-info.java");
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            Matcher javadoc = FIRST_JAVADOC.matcher(Files.readString(file));
            return javadoc.find()
                    ? javadoc.group(1)
                            .replaceAll("(?m)^\\s*\\*", " ")
                            .replaceAll("\\s+", " ")
                            .strip()
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> with(Set<String> rooms, String... more) {
        var all = new HashSet<>(rooms);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
