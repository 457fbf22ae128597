package dev.alexstream.kafka;

import java.util.Optional;

/** What a dead letter keeps of its request. Each is smaller than the one before; the coordinates always stay. */
enum Kept {
    ALL,
    KEY_AND_HEADERS,
    KEY,
    NOTHING;

    /** Empty when nothing is left to drop. */
    Optional<Kept> less() {
        return switch (this) {
            case ALL -> Optional.of(KEY_AND_HEADERS);
            case KEY_AND_HEADERS -> Optional.of(KEY);
            case KEY -> Optional.of(NOTHING);
            case NOTHING -> Optional.empty();
        };
    }

    boolean value() {
        return this == ALL;
    }

    boolean headers() {
        return compareTo(KEY_AND_HEADERS) <= 0;
    }

    boolean key() {
        return compareTo(KEY) <= 0;
    }
}
