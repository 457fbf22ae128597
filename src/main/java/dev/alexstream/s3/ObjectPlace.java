package dev.alexstream.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One object, or a folder of objects: {@code s3://bucket/key}.
 *
 * @param bucket a name in a form that some store allows
 * @param key as the store has it, not percent-encoded; empty for the bucket as a folder
 */
public record ObjectPlace(String bucket, String key) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    /** Empty unless the URI has this form, with its key percent-encoded; user info, port, query and fragment are no part of it. */
    public static Optional<ObjectPlace> parse(URI uri) {
        String bucket = uri.getRawAuthority();
        boolean plain = "s3".equalsIgnoreCase(uri.getScheme())
                && bucket != null
                && BUCKET.matcher(bucket).matches()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        return plain ? Optional.of(new ObjectPlace(bucket, withoutSlash(uri.getPath()))) : Optional.empty();
    }

    /** @param name of one step */
    public ObjectPlace resolve(String name) {
        return new ObjectPlace(bucket, key.isEmpty() ? name : key + "/" + name);
    }

    /** Percent-encoded, in ASCII. */
    public URI uri() {
        try {
            return URI.create(new URI("s3", bucket, "/" + key, null, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for bucket " + bucket + " and key " + key, e);
        }
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
