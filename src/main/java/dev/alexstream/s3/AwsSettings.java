package dev.alexstream.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/**
 * The settings in the words of the SDK.
 *
 * @param region empty: as the environment or the profile has it
 */
record AwsSettings(Optional<URI> endpoint, Optional<Region> region, boolean pathStyle) {

    /** @throws IllegalArgumentException names the setting that is none */
    static AwsSettings of(S3Config config) {
        Optional<URI> endpoint = config.endpoint().map(AwsSettings::endpoint);
        Optional<Region> region = config.region().map(Region::of);
        return new AwsSettings(endpoint, region.or(() -> endpoint.map(other -> Region.US_EAST_1)), config.pathStyle());
    }

    /** For what the SDK could not even send. */
    static ObjectStoreException unusable(SdkClientException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("credentials")) {
            return new ObjectStoreException("there are no credentials for the object store", failure);
        }
        return message.contains("region")
                ? new ObjectStoreException("the object store has no region, set alexstream.s3.region", failure)
                : new ObjectStoreException("the object store cannot be reached", failure);
    }

    private static URI endpoint(String text) {
        try {
            // as whoever connects spells it, because the host is signed
            URI endpoint = new URI(text.toLowerCase(Locale.ROOT));
            if (endpoint.getHost() != null
                    && String.valueOf(endpoint.getScheme()).matches("https?")) {
                return endpoint;
            }
            throw new IllegalArgumentException("alexstream.s3.endpoint is no http: or https: URI: " + text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("alexstream.s3.endpoint is no URI: " + text, e);
        }
    }
}
