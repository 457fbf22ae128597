package dev.alexstream.training;

import java.nio.file.Path;

/**
 * A photograph whose class is known.
 *
 * @param digest SHA-256 of the file's bytes, 64 hexadecimal digits
 * @param label index of the class
 */
public record Example(Path file, String digest, int label) {}
