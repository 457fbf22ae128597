package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are unpacked once, also by processes that start at the same moment, and then only read. */
class NativeCacheIT {

    @TempDir
    Path folder;

    @Test
    void shouldUnpackOnceForProcessesThatStartAtOnce() throws IOException {
        Path image = Drawings.folder(folder.resolve("images"), 1);
        try (PackagedProgram one = classify(image);
                PackagedProgram other = classify(image)) {
            assertThat(one.exitCode()).as(one.err()).isZero();
            assertThat(other.exitCode()).as(other.err()).isZero();
        }
        Map<Path, Object> unpacked = libraries();
        assertThat(unpacked).isNotEmpty();

        try (PackagedProgram next = classify(image)) {
            assertThat(next.exitCode()).as(next.err()).isZero();
        }

        assertThat(libraries()).isEqualTo(unpacked);
    }

    private PackagedProgram classify(Path image) {
        Map<String, String> cache = Map.of("JDK_JAVA_OPTIONS", "-Dorg.bytedeco.javacpp.cachedir=" + cache());
        return PackagedProgram.start(folder, cache, "classify", image.toString());
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    /** Each library with the file that it is: written anew it would be another one. */
    private Map<Path, Object> libraries() throws IOException {
        Map<Path, Object> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cache())) {
            for (Path file : files.filter(NativeCacheIT::isLibrary).toList()) {
                found.put(file, Files.getAttribute(file, "unix:ctime"));
            }
        }
        return found;
    }

    private static boolean isLibrary(Path file) {
        return Files.isRegularFile(file) && file.toString().contains(".so");
    }
}
