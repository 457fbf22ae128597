package dev.alexstream.cli;

import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageReferences;
import java.net.URI;
import java.nio.file.Path;

/** One image as the person named it. */
sealed interface Source {

    /** A readable-looking regular file, absolute. */
    record LocalFile(Path path) implements Source {}

    /** Anything with a scheme other than {@code file}. */
    record Remote(URI uri) implements Source {}

    /** What was named cannot be an image; {@code reason} says why, {@code code} says it for programs. */
    record Unusable(String text, ErrorCode code, String reason) implements Source {}

    /** For a person and for JSON: a file's URI, or the reference without secrets. */
    default String display() {
        if (this instanceof LocalFile file) {
            return file.path().toUri().toString();
        }
        if (this instanceof Remote remote) {
            return ImageReferences.publicSource(remote.uri());
        }
        return ((Unusable) this).text();
    }
}
