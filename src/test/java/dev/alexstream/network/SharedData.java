package dev.alexstream.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Data that lies beside some checkouts and is not part of the project; tests over it are skipped elsewhere. */
public final class SharedData {

    private SharedData() {}

    /** A file below the folder {@code shared/data} next to this checkout; skips the calling test when there is none. */
    public static Path file(String relative) {
        Path found = Stream.of(Path.of("..", "shared", "data"), Path.of("..", "..", "shared", "data"))
                .map(folder -> folder.resolve(relative))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, relative + " is not beside this checkout");
        return found;
    }
}
