package dev.alexstream.deployment;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A file of lines {@code NAME=value}. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    static Map<String, String> read(String file) {
        return ProgramFacts.text(Path.of(file))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
