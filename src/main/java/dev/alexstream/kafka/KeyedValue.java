package dev.alexstream.kafka;

import java.util.Arrays;

/**
 * A record of a compacted topic.
 *
 * @param value null takes the key away
 */
public record KeyedValue(String key, byte[] value) {

    boolean same(KeyedValue other) {
        return key.equals(other.key) && Arrays.equals(value, other.value);
    }
}
