package dev.alexstream.deployment;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the container image's files fix: who runs the program in it, and where it writes. */
final class ContainerFiles {

    static final Path FOLDER = Path.of("src", "main", "docker");
    static final Path DOCKERFILE = FOLDER.resolve("Dockerfile");
    static final Path LAUNCHER = FOLDER.resolve("alexstream");
    static final Path HEALTHY = FOLDER.resolve("healthy");

    private ContainerFiles() {}

    static String user() {
        return find(DOCKERFILE, "(?m)^USER (\\d+):\\d+$");
    }

    static String dataFolder() {
        return find(DOCKERFILE, "ALEXSTREAM_DATA_DIR=(\\S+)");
    }

    /** Where native libraries are unpacked. */
    static String cacheFolder() {
        return find(LAUNCHER, "-Dorg.bytedeco.javacpp.cachedir=(\\S+)");
    }

    static String find(Path file, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(ProgramFacts.text(file));
        if (!matcher.find()) {
            throw new AssertionError(file + " has no " + pattern);
        }
        return matcher.group(1);
    }
}
