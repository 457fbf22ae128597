package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvent.Requested;
import dev.alexstream.message.TrainingEvents.Content;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.message.TrainingReport.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenTrainingEventsTest {

    private static final String BETTER =
            "Promoted: it gets 100.0 % of 49 held-out examples right, the champion 81.6 %.";

    @ParameterizedTest
    @EnumSource
    void shouldWriteTheSameBytesAsEver(Result result) {
        Content answer = TrainingEvents.answer("7c1e", report(result));

        assertThat(answer.value()).asString().isEqualTo(text(file(result)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatWasEverWritten(Result result) {
        Optional<TrainingEvent> read = TrainingEvents.read(answer(text(file(result))));

        assertThat(read).contains(new Ended("7c1e", Optional.of(report(result))));
    }

    @Test
    void shouldWriteTheSameHeadersAsEver() {
        Content request = TrainingEvents.request("7c1e");
        Content answer = TrainingEvents.answer("7c1e", report(Result.PROMOTED));

        assertThat(lines(request.headers())).isEqualTo(text("request-headers.txt"));
        assertThat(lines(answer.headers())).isEqualTo(text("answer-headers.txt"));
        assertThat(request.value()).isNull();
    }

    @Test
    void shouldReadTheHeadersThatWereEverWritten() {
        var request =
                new InboundRecord(Records.AT, Instant.EPOCH, null, null, Golden.trainingHeaders("request-headers.txt"));

        assertThat(TrainingEvents.read(request)).contains(new Requested("7c1e"));
    }

    @Test
    void shouldIgnoreMembersOfNewerAnswers() {
        String newer = text("promoted.json").replace("\"reason\"", "\"colour\":\"blue\",\"reason\"");

        assertThat(TrainingEvents.read(answer(newer)))
                .contains(new Ended("7c1e", Optional.of(report(Result.PROMOTED))));
        assertThat(isDescribed(newer)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeWhatTheSchemaDescribes(Result result) {
        Content answer = TrainingEvents.answer("7c1e", report(result));

        assertThat(Schemas.validate(Schemas.read("training-answer"), answer.value()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PROMOTED | \"promoted\" | \"champion\"",
                "PROMOTED | \"promoted\" | \"PROMOTED\"",
                "PROMOTED | \"promoted\" | \"nothing-new\"",
                "NOTHING_NEW | \"nothing-new\" | \"refused\"",
                "ON_TRIAL | \"result\" | \"verdict\"",
                "ON_TRIAL | \"model\" | \"challenger\"",
                "ON_TRIAL | {\"name\":\"flowers17\",\"version\":\"5\"} | \"flowers17/5\"",
                "ON_TRIAL | \"version\":\"5\" | \"version\":5",
                "REFUSED | \"name\" | \"model\"",
                "REFUSED | \"flowers17\" | \"../flowers17\"",
                "REFUSED | \"reason\" | \"why\"",
            })
    void shouldRefuseWhatIsNoAnswer(Result result, String part, String replacement) {
        String right = new String(TrainingEvents.answer("7c1e", report(result)).value(), StandardCharsets.UTF_8);
        String wrong = right.replace(part, replacement);

        assertThat(wrong).isNotEqualTo(right);
        assertThat(isDescribed(wrong)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce_type | dev.alexstream.training.begun.v1",
                "ce_specversion | 0.3",
                "ce_source | two words",
                "ce_id | ",
            })
    void shouldDescribeTheHeadersOfBothEvents(String name, String wrong) {
        ObjectNode request = headers(TrainingEvents.request("7c1e"));
        ObjectNode answer = headers(TrainingEvents.answer("7c1e", report(Result.PROMOTED)));

        assertThat(areDescribed(request)).isTrue();
        assertThat(areDescribed(answer)).isTrue();
        assertThat(areDescribed(request.put(name, wrong))).isFalse();
        assertThat(areDescribed(answer.put(name, wrong))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ce_subject, ''", "content-type, text/plain"})
    void shouldDemandOfAnAnswerWhatItAnswersAndThatItIsJson(String name, String wrong) {
        ObjectNode answer = headers(TrainingEvents.answer("7c1e", report(Result.PROMOTED)));

        assertThat(areDescribed(answer.deepCopy().put(name, wrong))).isFalse();
        assertThat(areDescribed(answer.without(name))).isFalse();
    }

    private static TrainingReport report(Result result) {
        return switch (result) {
            case PROMOTED -> new TrainingReport(result, version("4"), BETTER);
            case ON_TRIAL -> new TrainingReport(result, version("5"), BETTER);
            case REFUSED ->
                new TrainingReport(
                        result,
                        version("6"),
                        "Not promoted: of 10 examples of \"L\u00f6wenzahn\\\uD83C\uDF3C\" it gets 7 right instead of 10.");
            case NOTHING_NEW ->
                new TrainingReport(
                        result, Optional.empty(), "Nothing new to learn: flowers17/6 has learned all labels.");
        };
    }

    private static Optional<Version> version(String version) {
        return Optional.of(new Version("flowers17", version));
    }

    private static InboundRecord answer(String body) {
        return new InboundRecord(
                Records.AT, Instant.EPOCH, null, Records.bytes(body), Golden.trainingHeaders("answer-headers.txt"));
    }

    private static boolean isDescribed(String body) {
        return Schemas.validate(Schemas.read("training-answer"), Records.bytes(body))
                .isEmpty();
    }

    private static boolean areDescribed(ObjectNode headers) {
        return Schemas.validate(Schemas.read("training-event-headers"), Records.bytes(headers.toString()))
                .isEmpty();
    }

    private static ObjectNode headers(Content content) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        content.headers().forEach(header -> headers.put(header.name(), value(header)));
        return headers;
    }

    private static String lines(List<RecordHeader> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(header ->
                lines.append(header.name()).append(": ").append(value(header)).append('\n'));
        return lines.toString();
    }

    private static String value(RecordHeader header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String file(Result result) {
        return result.word() + ".json";
    }

    private static String text(String file) {
        return new String(Golden.training(file), StandardCharsets.UTF_8);
    }
}
