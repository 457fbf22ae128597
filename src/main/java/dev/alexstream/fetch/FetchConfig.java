package dev.alexstream.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may be fetched and at which cost. Every source is off until it is allowed. */
@ConfigMapping(prefix = "alexstream.fetch")
public interface FetchConfig {

    /** Most bytes of one image. */
    @WithDefault("20M")
    MemorySize maxBytes();

    /** Longest wait for a connection, TLS handshake included. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Longest time of one fetch with all its attempts, redirects and pauses, counted from its first connection. */
    @WithDefault("10s")
    Duration timeout();

    /** How often a fetch is tried at most; 1 switches retries off. */
    @WithDefault("3")
    int attempts();

    /** Transfers that run against one host, or from one bucket, at the same time. */
    @WithDefault("16")
    int perHost();

    /** {@code http:} and {@code https:} references. */
    Http http();

    /** {@code file:} references. */
    File file();

    /** {@code s3:} references. */
    S3 s3();

    /** {@code http:} and {@code https:} references; off while no host is allowed. */
    interface Http {

        /** Host names or address literals, exact or, with a leading dot, every name below: {@code .example.com} allows a.example.com. */
        Optional<List<String>> allowedHosts();

        /** Networks in CIDR notation whose addresses are allowed although they are private, loopback or otherwise special. */
        Optional<List<String>> allowedNetworks();

        /** Ports that may be connected to. */
        @WithDefault("80,443")
        List<Integer> allowedPorts();
    }

    /** {@code file:} references; off while there is no root. */
    interface File {

        /** The folder below which regular files may be read. */
        Optional<Path> root();
    }

    /** {@code s3:} references; off while no bucket is allowed. */
    interface S3 {

        /** Names of buckets, in the store of {@code alexstream.s3.*}, whose objects may be read. */
        Optional<List<String>> allowedBuckets();
    }
}
