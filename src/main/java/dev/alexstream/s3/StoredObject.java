package dev.alexstream.s3;

import java.util.Optional;

/**
 * What a store says of an object.
 *
 * @param sha256 as whoever wrote it with this program named it: 64 hexadecimal digits; empty for objects of others
 */
public record StoredObject(long bytes, Optional<String> sha256) {}
