package dev.alexstream.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of every command that sends photographs to be classified. */
public final class PhotographOptions {

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "A folder of photographs, sent over and over (default: JPEG files of 500 x 375 pixels, drawn with grain).")
    private Path images;

    /** The folder that was named; whether it has photographs shows when it is read. */
    public Optional<Path> folder() {
        return Optional.ofNullable(images).map(folder -> folder.toAbsolutePath().normalize());
    }
}
