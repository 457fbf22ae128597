package dev.alexstream.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The object store behind every {@code s3:} reference. Credentials come from where the tools of AWS look for them. */
@ConfigMapping(prefix = "alexstream.s3")
public interface S3Config {

    /** URI of a service that speaks S3, such as {@code http://minio:9000}; AWS itself unless set. */
    Optional<String> endpoint();

    /** Its region; unless set, {@code us-east-1} with an endpoint, and what the environment says with AWS. */
    Optional<String> region();

    /** Whether buckets stand in the path instead of the host name, as most stores other than AWS want it. */
    @WithDefault("false")
    boolean pathStyle();
}
