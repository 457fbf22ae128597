package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1990-12-31T23:59:60Z, 1991-01-01T00:00:00Z",
        "1937-01-01t12:00:27.87+00:20, 1937-01-01T11:40:27.870Z",
        "2026-01-01T00:00:00-00:00, 2026-01-01T00:00:00Z",
        "2026-01-01T23:59:00+23:59, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.1234567899z, 2026-01-01T00:00:00.123456789Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z"
    })
    void shouldReadTimestampsOfTheStandard(String text, Instant instant) {
        assertThat(Rfc3339.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-01",
                "2026-01-01T00:00Z",
                "2026-01-01T00:00:00",
                "2026-01-01 00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:61Z",
                "2026-01-01T00:00:00+24:00",
                "2026-01-01T00:00:00+01:00:30",
                "+12026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.000000000000000000000000000000000000000000000000000Z"
            })
    void shouldRefuseEverythingElse(String text) {
        assertThat(Rfc3339.parse(text)).isEmpty();
    }
}
