package dev.alexstream.message;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A {@code data:} URI (RFC 2397): {@code data:image/png;base64,iVBORw0…} or, percent-encoded, {@code data:image/gif,GIF89a%01…}.
 *
 * @param mediaType type and subtype in lower case, without parameters; empty if the URI names none
 */
record DataUri(String mediaType, byte[] bytes) {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";
    private static final int LONGEST_PREFIX = 512;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}|");

    static boolean isOne(String uri) {
        return uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static DataUri parse(String uri) throws InvalidRequestException {
        int comma = uri.substring(0, Math.min(uri.length(), LONGEST_PREFIX)).indexOf(',');
        if (comma < 0) {
            throw new InvalidRequestException(
                    "The data: URI has no comma before its data; write data:image/jpeg;base64,… .");
        }
        String prefix = uri.substring(SCHEME.length(), comma);
        byte[] bytes = decode(uri.substring(comma + 1), endsWithBase64(prefix));
        if (bytes.length == 0) {
            throw new InvalidRequestException("The data: URI holds no bytes; put the image after the comma.");
        }
        return new DataUri(mediaType(prefix), bytes);
    }

    /** What may be published: everything up to the media type. */
    String source() {
        return SCHEME + mediaType;
    }

    private static boolean endsWithBase64(String prefix) {
        int at = prefix.length() - BASE64.length();
        return prefix.regionMatches(true, at, BASE64, 0, BASE64.length());
    }

    private static String mediaType(String prefix) throws InvalidRequestException {
        int parameters = prefix.indexOf(';');
        String mediaType = parameters < 0 ? prefix : prefix.substring(0, parameters);
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new InvalidRequestException(
                    "The data: URI has no valid media type; write data:image/jpeg;base64,… .");
        }
        return mediaType.toLowerCase(Locale.ROOT);
    }

    private static byte[] decode(String data, boolean base64) throws InvalidRequestException {
        byte[] bytes = PercentEncoding.decode(data)
                .orElseThrow(() -> new InvalidRequestException(
                        "The data: URI has a percent sign that is not followed by two hex digits."));
        return base64 ? decodeBase64(bytes, "The data: URI") : bytes;
    }

    /** @param place what holds the text, to begin the sentence with */
    static byte[] decodeBase64(byte[] text, String place) throws InvalidRequestException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    place + " is not valid base64; use the standard alphabet without line breaks.");
        }
    }
}
