package dev.alexstream.s3;

import java.util.Optional;

/** A store at an endpoint with its buckets in the path, as a user would configure one. */
public record S3Settings(Optional<String> endpoint, Optional<String> region, boolean pathStyle) implements S3Config {

    public static S3Settings at(String endpoint) {
        return new S3Settings(Optional.of(endpoint), Optional.empty(), true);
    }
}
