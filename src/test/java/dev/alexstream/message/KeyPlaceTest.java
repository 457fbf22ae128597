package dev.alexstream.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyPlaceTest {

    /** From {@code printf KEY | sha256sum}: a share that has gone to one arm never goes to another after an upgrade. */
    @Test
    void shouldKeepThePlaceOfEachKeyForEver() {
        assertThat(place("camera-1", 0)).isEqualTo(0xd7ede683b3468.0p-53);
        assertThat(place("", 0)).isEqualTo(0x1c761888531f83.0p-53);
    }

    @Test
    void shouldPlaceRequestsWithoutKeyByTheirCoordinates() {
        assertThat(place(null, 7)).isEqualTo(place("images.requests-3-7", 0)).isNotEqualTo(place(null, 8));
    }

    @Test
    void shouldSpreadKeysEvenly() {
        int keys = 20_000;
        int[] tenths = new int[10];
        IntStream.range(0, keys).forEach(i -> tenths[(int) (10 * place("key-" + i, 0))]++);

        assertThat(Arrays.stream(tenths).boxed())
                .allSatisfy(count -> assertThat(count).isCloseTo(keys / 10, within(200)));
    }

    private static double place(String key, long offset) {
        return KeyPlace.of(new InboundRecord(
                new RecordCoordinates("images.requests", 3, offset),
                Instant.EPOCH,
                key == null ? null : key.getBytes(UTF_8),
                null,
                List.of()));
    }
}
