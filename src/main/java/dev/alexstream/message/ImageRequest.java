package dev.alexstream.message;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A valid request, whatever form it came in.
 *
 * @param id the requester's id, or {@link RecordCoordinates#asId()}
 * @param source where the image comes from, safe to publish: no user info, no query, {@code data:} URIs cut
 * @param payload the image
 * @param deadline after it the request is {@link ErrorCode#EXPIRED}
 * @param topK how many predictions are wanted, at least 1; empty means the default
 * @param label the true label, where the requester knows it
 */
public record ImageRequest(
        String id,
        String source,
        Payload payload,
        Optional<Instant> deadline,
        OptionalInt topK,
        Optional<String> label) {}
