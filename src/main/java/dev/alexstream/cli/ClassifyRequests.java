package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.fetch.HttpTargets;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageReferences;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.ParsedRequest;
import dev.alexstream.message.Payload;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.RequestParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns what was typed into requests. A file is read here, as whoever typed its name may read it; everything else is fetched as if it had
 * come over Kafka. The id of a request is its source.
 *
 * @param topK predictions wanted; empty for the default
 * @param maxBytes the largest file that is read
 */
record ClassifyRequests(OptionalInt topK, long maxBytes) {

    private static final RecordCoordinates TYPED = new RecordCoordinates("command-line", 0, 0);

    ParsedRequest of(Source source) {
        if (source instanceof Source.LocalFile file) {
            return ofFile(file.path());
        }
        if (source instanceof Source.Remote remote) {
            return ofReference(remote.uri());
        }
        Source.Unusable unusable = (Source.Unusable) source;
        return rejected(unusable.code(), unusable.reason());
    }

    private ParsedRequest ofFile(Path file) {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                return rejected(
                        ErrorCode.TOO_LARGE, Numbers.bytes(size) + " are more than " + Numbers.bytes(maxBytes) + ".");
            }
            String source = ImageReferences.publicSource(file.toUri());
            Payload payload = new Payload.Inline(Files.readAllBytes(file));
            return new ParsedRequest.Valid(
                    new ImageRequest(source, source, payload, Optional.empty(), topK, Optional.empty()));
        } catch (IOException e) {
            return rejected(ErrorCode.FETCH_FAILED, "The file cannot be read: " + e.getMessage());
        }
    }

    /** By way of the request form for references, which knows inline data too. */
    private ParsedRequest ofReference(URI uri) {
        if (TypedHosts.isHttp(uri) && HttpTargets.parse(uri).isEmpty()) {
            return rejected(ErrorCode.FETCH_FORBIDDEN, HttpTargets.objection(uri));
        }
        ObjectNode body = JsonLine.object().put("uri", uri.toString());
        String source = ImageReferences.publicSource(uri);
        if (!source.isEmpty()) {
            body.put("id", source);
        }
        topK.ifPresent(count -> body.put("top_k", count));
        return RequestParser.parse(new InboundRecord(TYPED, Instant.EPOCH, null, JsonLine.of(body), List.of()));
    }

    private static ParsedRequest rejected(ErrorCode code, String reason) {
        return new ParsedRequest.Invalid(new Rejected(code, reason));
    }
}
