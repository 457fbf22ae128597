package dev.alexstream.message;

import static dev.alexstream.message.Records.json;
import static dev.alexstream.message.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvent.Requested;
import dev.alexstream.message.TrainingEvents.Content;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.message.TrainingReport.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingEventsTest {

    private static final TrainingReport REPORT =
            new TrainingReport(Result.ON_TRIAL, Optional.of(new Version("pets", "2")), "Promoted: it gets 9 right.");

    @Test
    void shouldReadTheRequestThatItWrites() {
        Optional<TrainingEvent> read = TrainingEvents.read(written(TrainingEvents.request("7c1e")));

        assertThat(read).contains(new Requested("7c1e"));
    }

    @Test
    void shouldReadTheAnswerThatItWrites() {
        Content answer = TrainingEvents.answer("7c1e", REPORT);

        Optional<TrainingEvent> read = TrainingEvents.read(written(answer));

        assertThat(read).contains(new Ended("7c1e", Optional.of(REPORT)));
        assertThat(new String(answer.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"result\":\"on-trial\",\"model\":{\"name\":\"pets\",\"version\":\"2\"},"
                        + "\"reason\":\"Promoted: it gets 9 right.\"}");
    }

    @Test
    void shouldReadAnAnswerWithoutAModel() {
        var nothing = new TrainingReport(Result.NOTHING_NEW, Optional.empty(), "Nothing new.");

        Optional<TrainingEvent> read = TrainingEvents.read(written(TrainingEvents.answer("7c1e", nothing)));

        assertThat(read).contains(new Ended("7c1e", Optional.of(nothing)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void shouldNameARequestWithoutAUsableIdByItsCoordinates(String id) {
        Optional<TrainingEvent> read =
                TrainingEvents.read(record(null, "ce_type", TrainingEvents.REQUESTED, "ce_id", id));

        assertThat(read).contains(new Requested(Records.COORDINATES_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"result\":\"well\"}", "{\"result\":7}"})
    void shouldReadAnAnswerWhoseBodyIsNone(String body) {
        Optional<TrainingEvent> read =
                TrainingEvents.read(json(body, "ce_type", TrainingEvents.ENDED, "ce_subject", "7c1e"));

        assertThat(read).contains(new Ended("7c1e", Optional.empty()));
    }

    @Test
    void shouldTakeNothingElseForAnEvent() {
        assertThat(TrainingEvents.read(json("{\"uri\":\"https://host/a.jpg\",\"label\":\"daisy\"}")))
                .isEmpty();
        assertThat(TrainingEvents.read(record(Records.jpeg(), "ce_type", "photo", "ce_id", "7c1e")))
                .isEmpty();
    }

    /** Among requests to classify it is as wrong as any event without an image. */
    @Test
    void shouldBeNoRequestToClassify() {
        ParsedRequest parsed = RequestParser.parse(written(TrainingEvents.request("7c1e")));

        assertThat(parsed).isInstanceOfSatisfying(ParsedRequest.Invalid.class, invalid -> assertThat(
                        invalid.rejected().code())
                .isEqualTo(ErrorCode.SCHEMA));
    }

    private static InboundRecord written(Content content) {
        return new InboundRecord(Records.AT, Instant.EPOCH, null, content.value(), content.headers());
    }
}
