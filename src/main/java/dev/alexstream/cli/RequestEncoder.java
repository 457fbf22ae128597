package dev.alexstream.cli;

import dev.alexstream.message.ImageReferences;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes requests in two of the accepted forms: bytes as a CloudEvents message in binary mode, references as plain JSON.
 *
 * @param ids a new id for every request
 * @param key of every record; may be null
 * @param labelFromFolder the name of the folder that holds an image is its true label
 */
record RequestEncoder(Supplier<String> ids, byte[] key, boolean labelFromFolder) {

    private static final String EVENT_TYPE = "dev.alexstream.image.requested.v1";

    PreparedRequest reference(URI uri) {
        String id = ids.get();
        var body = JsonLine.object().put("id", id).put("uri", uri.toString());
        label(uri).ifPresent(label -> body.put("label", label));
        return new PreparedRequest(id, ImageReferences.publicSource(uri), key, JsonLine.of(body), List.of());
    }

    PreparedRequest bytes(URI uri, byte[] image) {
        String id = ids.get();
        String source = ImageReferences.publicSource(uri);
        List<Header> headers = new ArrayList<>();
        headers.add(header("ce_specversion", "1.0"));
        headers.add(header("ce_id", id));
        headers.add(header("ce_source", source));
        headers.add(header("ce_type", EVENT_TYPE));
        headers.add(header("content-type", contentType(uri)));
        label(uri).ifPresent(label -> headers.add(header("ce_label", label)));
        return new PreparedRequest(id, source, key, image, headers);
    }

    /** Whether a label is asked of a folder that is not there. */
    boolean lacksLabel(URI uri) {
        return labelFromFolder && label(uri).isEmpty();
    }

    /** What the name promises; whether it is true is the worker's business. Never JSON, which would be read as a reference. */
    private static String contentType(URI uri) {
        String guess = uri.getPath() == null ? null : URLConnection.guessContentTypeFromName(uri.getPath());
        return guess != null && guess.startsWith("image/") ? guess : "application/octet-stream";
    }

    private Optional<String> label(URI uri) {
        if (!labelFromFolder || uri.getPath() == null) {
            return Optional.empty();
        }
        String[] steps = uri.getPath().split("/", -1);
        return steps.length < 2 || steps[steps.length - 2].isEmpty()
                ? Optional.empty()
                : Optional.of(steps[steps.length - 2]);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
