package dev.alexstream.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding of what a URI may hold but a request line and a path may not. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Encodes everything beyond ASCII as UTF-8; what is encoded already stays as it is. */
    static String ascii(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet));
            }
        }
        return encoded.toString();
    }
}
