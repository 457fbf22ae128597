package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DeadLettersTest {

    @Test
    void shouldListWhatTheFilterAsksFor() {
        Desk desk = ready("dead-list");
        desk.reject(0, "SCHEMA", null, "a");
        desk.reject(1, "FETCH_TIMEOUT", null, "b");
        desk.reject(2, "SCHEMA", null, "c");

        CommandRun all = desk.type("dead-letters", "list");
        CommandRun one = desk.type("dead-letters", "list", "--error-code", "SCHEMA", "--max", "1", "--format", "json");

        assertThat(all.lines()).hasSize(3);
        assertThat(one.lines()).singleElement().asString().contains("\"offset\":0", "\"error_code\":\"SCHEMA\"");
    }

    @Test
    void shouldSendARequestBackAsItCameWithOneMoreReplay() {
        Desk desk = ready("dead-replay");
        desk.reject(0, "SCHEMA", "key", "value", Desk.header("traceparent", "t"), Desk.header("replay-count", "1"));

        CommandRun run = desk.type("dead-letters", "replay", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).singleElement().asString().endsWith("\"replay_count\":2}");
        ConsumerRecord<byte[], byte[]> back = desk.committed("requests").get(0);
        assertThat(text(back.key())).isEqualTo("key");
        assertThat(text(back.value())).isEqualTo("value");
        assertThat(headers(back)).containsExactly("traceparent=t", "replay-count=2");
    }

    @Test
    void shouldKeepHeadersOfTheRequestThatAreNamedLikeOurs() {
        Desk desk = ready("dead-named");
        desk.send(
                "dead-letters",
                null,
                "v",
                Desk.header("error-code", "theirs"),
                Desk.header("dead-letter-reason", "theirs"),
                Desk.header("dead-letter-topic", desk.topic("requests")),
                Desk.header("dead-letter-partition", "0"),
                Desk.header("dead-letter-offset", "7"),
                Desk.header("dead-letter-reason", "Because."),
                Desk.header("error-code", "SCHEMA"));

        replay(desk);

        assertThat(headers(desk.committed("requests").get(0)))
                .containsExactly("error-code=theirs", "dead-letter-reason=theirs", "replay-count=1");
    }

    @Test
    void shouldReplayNothingTwiceWhateverTheFilter() {
        Desk desk = ready("dead-once");
        for (int i = 0; i < 6; i++) {
            desk.reject(i, i % 2 == 0 ? "SCHEMA" : "FETCH_TIMEOUT", null, "v" + i);
        }

        replay(desk, "--error-code", "FETCH_TIMEOUT", "--max", "1");
        assertThat(requests(desk)).containsExactlyInAnyOrder("v1");
        replay(desk, "--error-code", "FETCH_TIMEOUT");
        assertThat(requests(desk)).containsExactlyInAnyOrder("v1", "v3", "v5");
        replay(desk);
        replay(desk);
        assertThat(requests(desk)).containsExactlyInAnyOrder("v0", "v1", "v2", "v3", "v4", "v5");

        desk.reject(6, "A_CODE_OF_TOMORROW", null, "v6");
        replay(desk);
        replay(desk);
        assertThat(requests(desk)).containsExactlyInAnyOrder("v0", "v1", "v2", "v3", "v4", "v5", "v6");
    }

    @Test
    void shouldSendNothingWhenItIsOnlyTried() {
        Desk desk = ready("dead-dry");
        desk.reject(0, "SCHEMA", null, "v");

        CommandRun dry = desk.type("dead-letters", "replay", "--dry-run", "--format", "json");

        assertThat(dry.lines()).hasSize(1);
        assertThat(desk.committed("requests")).isEmpty();
        assertThat(desk.type("dead-letters", "replay").lines()).contains("1 dead letter replayed");
        assertThat(desk.type("dead-letters", "replay", "--dry-run").lines()).isEmpty();
    }

    @Test
    void shouldReadADroppedValueFromWhereTheRequestStood() throws Exception {
        Desk desk = ready("dead-dropped");
        desk.send("requests", null, "original");
        desk.reject(0, "SCHEMA", null, null, dropped("original"));
        desk.reject(0, "SCHEMA", null, null, dropped("another record"));
        desk.reject(9, "SCHEMA", null, null, dropped("original"));

        CommandRun run = desk.type("dead-letters", "replay");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.lines()).last().isEqualTo("1 dead letter replayed, 2 could not be");
        assertThat(run.err()).contains("its value was too large to keep");
        assertThat(requests(desk)).containsExactlyInAnyOrder("original", "original");
    }

    @Test
    void shouldReadDroppedHeadersAndKeyFromWhereTheRequestStood() throws Exception {
        Desk desk = ready("dead-bare");
        desk.send("requests", "key", "original", Desk.header("mine", "x"), Desk.header("replay-count", "4"));
        desk.reject(0, "SCHEMA", null, null, dropped("original"), Desk.header("dead-letter-headers-dropped", "2"));

        CommandRun run = desk.type("dead-letters", "replay", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).singleElement().asString().endsWith("\"replay_count\":5}");
        ConsumerRecord<byte[], byte[]> back = desk.committed("requests").stream()
                .filter(record -> headers(record).contains("replay-count=5"))
                .findFirst()
                .orElseThrow();
        assertThat(text(back.key())).isEqualTo("key");
        assertThat(headers(back)).containsExactly("mine=x", "replay-count=5");
    }

    @Test
    void shouldReportWhatTheTopicDoesNotTakeAndReplayTheOthers() {
        Desk desk = ready("dead-large", "alexstream.topics.max-message-bytes", "10K");
        desk.reject(0, "SCHEMA", null, "before");
        desk.reject(1, "SCHEMA", null, "x".repeat(20_000));
        desk.reject(2, "SCHEMA", null, "after");

        CommandRun run = desk.type("dead-letters", "replay");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(requests(desk)).containsExactlyInAnyOrder("before", "after");
        assertThat(run.err()).contains("takes no message as large");
        assertThat(desk.type("dead-letters", "replay").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(requests(desk)).hasSize(2);
    }

    private static Desk ready(String name, String... setting) {
        Desk desk = new Desk(name);
        if (setting.length == 2) {
            desk.with(setting[0], setting[1]);
        }
        desk.topics().create();
        assertThat(desk.type("dead-letters", "list").exitCode()).isEqualTo(ExitCode.DONE);
        return desk;
    }

    private static void replay(Desk desk, String... options) {
        String[] arguments = Stream.concat(Stream.of("dead-letters", "replay"), Stream.of(options))
                .toArray(String[]::new);
        assertThat(desk.type(arguments).exitCode()).isEqualTo(ExitCode.DONE);
    }

    private static List<String> requests(Desk desk) {
        return desk.committed("requests").stream()
                .map(record -> text(record.value()))
                .toList();
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + text(header.value()))
                .toList();
    }

    private static Header dropped(String value) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        return Desk.header(
                "dead-letter-value-dropped",
                value.length() + " bytes, sha256:" + HexFormat.of().formatHex(digest));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
