package dev.alexstream.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Timestamps of RFC 3339, section 5.6, such as {@code 2026-11-23T18:00:00.5+01:00}. Stricter than ISO 8601 (seconds and an
 * offset are needed) and in two places wider than {@code java.time}: leap seconds, and offsets beyond 18 hours.
 */
final class Rfc3339 {

    private static final int LONGEST = 64;
    private static final int NANO_DIGITS = 9;
    private static final Pattern FORM =
            Pattern.compile("(?<date>\\d{4}-\\d\\d-\\d\\d)[Tt](?<minute>\\d\\d:\\d\\d):(?<second>[0-5]\\d|60)"
                    + "(?:\\.(?<fraction>\\d+))?(?:[Zz]|(?<sign>[+-])(?<hours>[01]\\d|2[0-3]):(?<minutes>[0-5]\\d))");

    private Rfc3339() {}

    /** Empty if the text is no such timestamp. Digits beyond nanoseconds are dropped. */
    static Optional<Instant> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(parts.group("date"))
                    .atTime(LocalTime.parse(parts.group("minute")))
                    .toInstant(ZoneOffset.UTC)
                    .plusSeconds(Integer.parseInt(parts.group("second")) - offsetSeconds(parts))
                    .plusNanos(nanos(parts.group("fraction"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int offsetSeconds(Matcher parts) {
        if (parts.group("sign") == null) {
            return 0;
        }
        int minutes = 60 * Integer.parseInt(parts.group("hours")) + Integer.parseInt(parts.group("minutes"));
        return parts.group("sign").equals("-") ? -60 * minutes : 60 * minutes;
    }

    private static long nanos(String fraction) {
        if (fraction == null) {
            return 0;
        }
        String digits = fraction + "0".repeat(NANO_DIGITS);
        return Long.parseLong(digits.substring(0, NANO_DIGITS));
    }
}
