package dev.alexstream.fetch;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One spelling for each host name: lower-case ASCII, international labels in punycode, no trailing dot. */
final class HostNames {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final int LONGEST = 253;

    private HostNames() {}

    /** Empty where the text is no host name (RFC 1123, and underscores). Dotted numbers pass: they are for the caller to judge. */
    static Optional<String> normalise(String text) {
        String ascii;
        try {
            ascii = text.chars().allMatch(c -> c < 128) ? text : IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
        String name = ascii.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.length() <= LONGEST && NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
