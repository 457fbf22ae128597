package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was configured and makes no sense ends every command, before it does anything, with the key and its value. */
class InvalidSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "broker --port 0",
                "publish pom.xml",
                "tail --max 1",
                "classify pom.xml",
                "audit",
                "dead-letters list",
                "dead-letters replay",
                "train --data src --out target/never",
                "evaluate --data src"
            })
    void shouldEndEachCommand(String line) {
        CommandRun run = CommandRun.with(Map.of("alexstream.batch.max-size", "abc"), "", line.split(" "));

        assertRefused(run, "alexstream.batch.max-size", "abc");
    }

    @ParameterizedTest
    @CsvSource({
        "alexstream.batch.max-size, 0",
        "alexstream.batch.max-queue-delay, -5ms",
        "alexstream.commit.interval, -1s",
        "alexstream.commit.max-records, 0",
        "alexstream.delivery, twice",
        "alexstream.fetch.attempts, 0",
        "alexstream.fetch.http.allowed-ports, 99999",
        "alexstream.fetch.max-bytes, -1",
        "alexstream.fetch.max-bytes, 3G",
        "alexstream.fetch.per-host, 0",
        "alexstream.fetch.timeout, 0s",
        "alexstream.group-id, ''",
        "alexstream.image.max-pixels, 0",
        "alexstream.in-flight.max-bytes, 0",
        "alexstream.in-flight.max-records, 0",
        "alexstream.learning.unfreeze, pool",
        "alexstream.models.store, ftp://host/models",
        "alexstream.s3.endpoint, minio:9000",
        "alexstream.shutdown.timeout, -1s",
        "alexstream.topics.max-message-bytes, 3G",
        "alexstream.topics.partitions, 0",
        "alexstream.topics.replication, 99999",
    })
    void shouldNameTheKeyAndItsValue(String key, String value) {
        CommandRun run = CommandRun.with(Map.of(key, value), "", "audit");

        boolean repeated = value.matches("-?\\d+|[a-z]+"); // durations and sizes are shown in another unit
        assertRefused(run, key, repeated ? value : "");
    }

    private static void assertRefused(CommandRun run, String key, String value) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.contains("the configuration cannot be used: ")))
                .singleElement()
                .asString()
                .contains(key)
                .contains(value)
                .doesNotContain("SRCFG", "class ", "Converter")
                .containsOnlyOnce("cannot be used");
    }
}
