package dev.alexstream.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where an image is: how references are read, and what of them may be published. */
public final class ImageReferences {

    /** Characters of a reference; {@code data:} URIs are as long as the record allows. */
    static final int MAX_LENGTH = 8_192;

    private ImageReferences() {}

    /** An image and the text that tells people where it came from. */
    record Located(String source, Payload payload) {}

    /**
     * The reference as results, dead letters and logs may show it: without user info; for http and https also without query
     * and fragment, where signatures travel; {@code file} as {@code file:///…}; all of it ASCII, percent-encoded;
     * {@code data} cut after the media type.
     */
    public static String publicSource(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "data" -> cutAtFirst(PercentEncoding.ascii(uri.toString()), ";,");
            case "http", "https" -> cutAtFirst(withoutUserInfo(uri), "?#");
            case "file" -> cutAtFirst(hierarchicalFile(uri), "?#");
            default -> withoutUserInfo(uri);
        };
    }

    /** @param name the field that held the text, for the sentence */
    static Located locate(String text, String name) throws InvalidRequestException {
        if (DataUri.isOne(text)) {
            DataUri data = DataUri.parse(text);
            return new Located(data.source(), new Payload.Inline(data.bytes()));
        }
        URI uri = parse(text, name);
        if (!uri.isAbsolute()) {
            throw new InvalidRequestException(
                    "'%s' has no scheme; write an absolute URI such as https://host/image.jpg.".formatted(name));
        }
        return new Located(publicSource(uri), new Payload.Reference(uri));
    }

    /** A URI reference (RFC 3986), absolute or not. */
    static URI parse(String text, String name) throws InvalidRequestException {
        try {
            return new URI(Texts.check(text, name, MAX_LENGTH));
        } catch (URISyntaxException e) {
            throw new InvalidRequestException(
                    "'%s' is not a valid URI; percent-encode spaces and other special characters.".formatted(name));
        }
    }

    /** {@code file:/a}, {@code file:///a} and {@code file://localhost/a} are one file; another host is kept. */
    private static String hierarchicalFile(URI uri) {
        String text = withoutUserInfo(uri);
        String authority = uri.getRawAuthority();
        boolean local = authority == null || authority.equalsIgnoreCase("localhost");
        return local && !uri.isOpaque() ? "file://" + text.substring(pathStart(text)) : text;
    }

    private static String withoutUserInfo(URI uri) {
        String text = PercentEncoding.ascii(uri.toString());
        if (uri.getRawAuthority() == null) {
            return text;
        }
        int start = text.indexOf("//") + 2;
        int at = text.lastIndexOf('@', pathStart(text));
        return at < start ? text : text.substring(0, start) + text.substring(at + 1);
    }

    /** Where the path (or what follows a missing one) begins in {@code scheme:[//authority]path}. */
    private static int pathStart(String text) {
        int start = text.indexOf(':') + 1;
        return text.startsWith("//", start) ? indexOfAny(text, "/?#", start + 2) : start;
    }

    private static String cutAtFirst(String text, String ends) {
        return text.substring(0, indexOfAny(text, ends, 0));
    }

    /** The text's length if none of the characters follows. */
    private static int indexOfAny(String text, String characters, int from) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
