package dev.alexstream.message;

import static dev.alexstream.message.ParsedRequestAssert.assertParsed;
import static dev.alexstream.message.Records.COORDINATES_ID;
import static dev.alexstream.message.Records.json;
import static dev.alexstream.message.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRequestsTest {

    @Test
    void shouldReadIdAndReference() {
        assertParsed(json("{\"id\":\"7c1e\",\"uri\":\"https://host/a.jpg\"}"))
                .hasId("7c1e")
                .hasSource("https://host/a.jpg")
                .refersTo("https://host/a.jpg");
    }

    @Test
    void shouldTakeCoordinatesAsIdWhenThereIsNone() {
        assertParsed(json("{\"uri\":\"s3://photos/a.jpg\"}")).hasId(COORDINATES_ID);
        assertParsed(json("{\"id\":null,\"uri\":\"s3://photos/a.jpg\"}")).hasId(COORDINATES_ID);
    }

    @Test
    void shouldReadOptionalFields() {
        ImageRequest request = assertParsed(
                        json("{\"uri\":\"https://h/a\",\"deadline\":\"2030-01-31T12:00:00.5+01:00\","
                                + "\"top_k\":3,\"label\":\"daisy\",\"unknown\":[{}]}"))
                .request();

        assertThat(request.deadline()).contains(Instant.parse("2030-01-31T11:00:00.500Z"));
        assertThat(request.topK()).hasValue(3);
        assertThat(request.label()).contains("daisy");
    }

    @Test
    void shouldLeaveOptionalFieldsEmptyWhenAbsentOrNull() {
        ImageRequest request = assertParsed(
                        json("{\"uri\":\"https://h/a\",\"deadline\":null,\"top_k\":null,\"label\":null}"))
                .request();

        assertThat(request.deadline()).isEmpty();
        assertThat(request.topK()).isEmpty();
        assertThat(request.label()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5.0,5", "1e2,100", "123456789012345678901234567890,2147483647"})
    void shouldTakeEveryWholeNumberAsTopK(String topK, int expected) {
        assertThat(assertParsed(json("{\"uri\":\"https://h/a\",\"top_k\":" + topK + "}"))
                        .request()
                        .topK())
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"5\"", "true", "[]", "1e-400"})
    void shouldRejectTopKThatIsNoPositiveWholeNumber(String topK) {
        assertParsed(json("{\"uri\":\"https://h/a\",\"top_k\":" + topK + "}"))
                .isSchemaViolation("'top_k' is not a whole number of at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tomorrow\"", "\"2030-01-31\"", "\"2030-01-31T12:00Z\"", "\"2030-02-30T12:00:00Z\"", "5"})
    void shouldRejectDeadlineThatIsNoTimestamp(String deadline) {
        assertParsed(json("{\"uri\":\"https://h/a\",\"deadline\":" + deadline + "}"))
                .isSchemaViolation("deadline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":\"7\"}", "{\"uri\":7}", "{\"uri\":null}", "{\"uri\":{}}"})
    void shouldRejectObjectWithoutReference(String json) {
        assertParsed(json(json)).isSchemaViolation("no string member 'uri'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "[]", "\"a\\u0000b\"", "\"a\\u001bb\"", "\"\\ud83d\""})
    void shouldRejectInvalidIdOrLabel(String text) {
        assertParsed(json("{\"uri\":\"https://h/a\",\"id\":" + text + "}")).isSchemaViolation("'id'");
        assertParsed(json("{\"uri\":\"https://h/a\",\"label\":" + text + "}")).isSchemaViolation("'label'");
    }

    @Test
    void shouldCountIdsInCodePoints() {
        String longest = "\uD83C\uDF3C".repeat(Texts.MAX_LENGTH);

        assertParsed(json("{\"uri\":\"https://h/a\",\"id\":\"" + longest + "\"}"))
                .hasId(longest);
        assertParsed(json("{\"uri\":\"https://h/a\",\"id\":\"" + longest + "x\"}"))
                .isSchemaViolation("longer than 1024");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.jpg", "/a.jpg", "//host/a.jpg", "https://host/a b.jpg", "ht tp://h/a", "https://h/\\ud83d"
            })
    void shouldRejectReferenceThatIsNoAbsoluteUri(String uri) {
        assertParsed(json("{\"uri\":\"" + uri + "\"}")).isSchemaViolation("'uri'");
    }

    @Test
    void shouldNotRepeatSecretsOfAnInvalidReference() {
        ParsedRequest parsed = RequestParser.parse(json("{\"uri\":\"https://user:secret@host/a b?sig=secret\"}"));

        assertThat(parsed.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"uri\"",
                "{\"uri\":\"https://h/a\"",
                "{'uri':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\t\"}",
                "{\"a\":1,}"
            })
    void shouldRejectBrokenJson(String json) {
        assertParsed(json(json)).isSchemaViolation("not valid JSON (line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uri\":\"https://h/a\",\"uri\":\"https://h/b\"}",
                "{\"uri\":\"https://h/a\",\"x\":{\"y\":1,\"y\":1}}",
                "{\"uri\":\"https://h/a\"}{}"
            })
    void shouldRejectRepeatedMembersAndTrailingText(String json) {
        assertParsed(json(json)).isSchemaViolation("unique members");
    }

    @Test
    void shouldRejectJsonOutOfBounds() {
        String deep = "{\"uri\":\"https://h/a\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String number = "{\"uri\":\"https://h/a\",\"top_k\":" + "9".repeat(100_000) + "}";
        String name = "{\"uri\":\"https://h/a\",\"" + "n".repeat(100_000) + "\":1}";

        assertParsed(json(deep)).isSchemaViolation("deeper than 32");
        assertParsed(json(number)).isSchemaViolation("number longer than 64");
        assertParsed(json(name)).isSchemaViolation("name longer than 256");
    }

    @Test
    void shouldBearNestingUpToTheBound() {
        String open = "[".repeat(JsonObjects.MAX_NESTING - 1);
        String close = "]".repeat(JsonObjects.MAX_NESTING - 1);

        assertParsed(json("{\"uri\":\"https://h/a\",\"x\":" + open + close + "}"))
                .refersTo("https://h/a");
        assertParsed(json("{\"uri\":\"https://h/a\",\"x\":[" + open + close + "]}"))
                .isSchemaViolation("deeper than 32");
    }

    @Test
    void shouldRejectJsonThatIsNotUtf8() {
        String json = "{\"uri\":\"https://h/\u00e9\"}";

        assertParsed(record(json.getBytes(StandardCharsets.ISO_8859_1))).isSchemaViolation("not valid UTF-8");
        assertParsed(record(json.getBytes(StandardCharsets.UTF_16LE))).isSchemaViolation("not valid UTF-8");
        assertParsed(record("{\"uri\":\"https://h/a\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isSchemaViolation("not valid JSON");
    }

    @Test
    void shouldSkipByteOrderMarkAndWhiteSpace() {
        assertParsed(json("\uFEFF \r\n\t{\"uri\":\"https://h/a\"}\n")).refersTo("https://h/a");
    }

    @Test
    void shouldKeepAnHonestReplacementCharacter() {
        assertParsed(json("{\"id\":\"\uFFFD\",\"uri\":\"https://h/a\"}")).hasId("\uFFFD");
    }
}
