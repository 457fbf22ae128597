package dev.alexstream.bench;

import java.util.stream.Stream;

/** Images of about the same number of pixels. */
public enum SizeClass {
    UNDER_QUARTER_MEGAPIXEL("under_0.25_mp", 250_000),
    UNDER_1_MEGAPIXEL("0.25_to_1_mp", 1_000_000),
    UNDER_4_MEGAPIXELS("1_to_4_mp", 4_000_000),
    UNDER_16_MEGAPIXELS("4_to_16_mp", 16_000_000),
    LARGER("from_16_mp", Long.MAX_VALUE);

    private final String label;
    private final long below;

    SizeClass(String label, long below) {
        this.label = label;
        this.below = below;
    }

    static SizeClass of(long width, long height) {
        return Stream.of(values())
                .filter(each -> width * height < each.below)
                .findFirst()
                .orElse(LARGER);
    }

    /** For example {@code 0.25_to_1_mp}. */
    public String label() {
        return label;
    }
}
