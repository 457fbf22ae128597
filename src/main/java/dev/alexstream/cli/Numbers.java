package dev.alexstream.cli;

import java.util.Locale;

/** Numbers as a person reads them, the same in every locale. */
final class Numbers {

    private Numbers() {}

    /** For example {@code 812 B}, {@code 43.1 kB}, {@code 8.4 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** For example {@code 1 image}, {@code 12 images}. */
    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
