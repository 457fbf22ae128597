package dev.alexstream.message;

import static dev.alexstream.message.ParsedRequestAssert.assertParsed;
import static dev.alexstream.message.Records.bytes;
import static dev.alexstream.message.Records.jpeg;
import static dev.alexstream.message.Records.json;
import static dev.alexstream.message.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final String[] STRUCTURED = {"content-type", "application/cloudevents+json; charset=utf-8"};
    private static final String CONTEXT =
            "\"specversion\":\"1.0\",\"id\":\"7c1e\",\"source\":\"/cameras/7\",\"type\":\"photo\"";

    @Test
    void shouldReadImageOfBinaryMode() {
        assertParsed(binary(jpeg(), "content-type", "image/jpeg"))
                .hasId("7c1e")
                .hasSource("/cameras/7")
                .hasBytes(jpeg());
    }

    @Test
    void shouldTakeDataOfBinaryModeAsBytesUnlessItsTypeIsJson() {
        byte[] value = bytes("{\"uri\":\"https://h/a\"}");

        assertParsed(binary(value)).hasBytes(value);
        assertParsed(binary(value, "content-type", "application/octet-stream")).hasBytes(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON;charset=utf-8", "text/json", "application/ld+json"})
    void shouldReadJsonDataOfBinaryModeAsPlainJson(String contentType) {
        assertParsed(binary(bytes("{\"id\":\"inner\",\"uri\":\"https://h/a\"}"), "content-type", contentType))
                .hasId("7c1e")
                .hasSource("https://h/a")
                .refersTo("https://h/a");
    }

    @Test
    void shouldFollowDatarefWhenThereIsNoData() {
        for (byte[] value : new byte[][] {null, {}}) {
            assertParsed(binary(value, "ce_dataref", "https://user:secret@h/a.jpg?sig=secret"))
                    .hasId("7c1e")
                    .hasSource("https://h/a.jpg")
                    .refersTo("https://user:secret@h/a.jpg?sig=secret");
        }
        assertParsed(binary(jpeg(), "ce_dataref", "https://h/a.jpg")).hasBytes(jpeg());
    }

    @Test
    void shouldReadOptionalAttributesOfBinaryMode() {
        assertOptions(binary(jpeg(), "ce_deadline", "2030-01-31T12:00:00Z", "ce_topk", "3", "ce_label", "daisy"));
    }

    @Test
    void shouldReadOptionalAttributesOfStructuredMode() {
        String common = ",\"dataref\":\"https://h/a\",\"deadline\":\"2030-01-31T12:00:00Z\",\"label\":\"daisy\",";

        assertOptions(json("{" + CONTEXT + common + "\"topk\":3}", STRUCTURED));
        assertOptions(json("{" + CONTEXT + common + "\"topk\":\"3\"}", STRUCTURED));
    }

    @Test
    void shouldPreferOptionalFieldsOfTheData() {
        ImageRequest request = assertParsed(json(
                        "{" + CONTEXT
                                + ",\"topk\":3,\"label\":\"daisy\",\"data\":{\"uri\":\"https://h/a\",\"top_k\":9}}",
                        STRUCTURED))
                .request();

        assertThat(request.topK()).hasValue(9);
        assertThat(request.label()).contains("daisy");
    }

    @Test
    void shouldReadImageOfStructuredMode() {
        String data = Base64.getEncoder().encodeToString(jpeg());
        String event = "{" + CONTEXT + ",\"datacontenttype\":\"image/jpeg\",\"data_base64\":\"" + data + "\"}";

        assertParsed(json(event, STRUCTURED))
                .hasId("7c1e")
                .hasSource("/cameras/7")
                .hasBytes(jpeg());
    }

    @Test
    void shouldReadJsonDataOfStructuredModeAsPlainJson() {
        String data = Base64.getEncoder().encodeToString(bytes("{\"uri\":\"https://h/a\"}"));

        assertParsed(json("{" + CONTEXT + ",\"data\":{\"uri\":\"https://h/a\"}}", STRUCTURED))
                .hasId("7c1e")
                .refersTo("https://h/a");
        assertParsed(json(
                        "{" + CONTEXT + ",\"datacontenttype\":\"application/json\",\"data_base64\":\"" + data + "\"}",
                        STRUCTURED))
                .hasId("7c1e")
                .refersTo("https://h/a");
    }

    @Test
    void shouldRecogniseStructuredModeWithoutContentType() {
        assertParsed(json("{" + CONTEXT + ",\"dataref\":\"https://h/a\"}"))
                .hasId("7c1e")
                .refersTo("https://h/a");
    }

    @Test
    void shouldLeavePlainJsonThatMentionsASpecversionPlain() {
        assertParsed(json("{\"specversion\":\"7\",\"id\":\"a\",\"uri\":\"https://h/a\"}"))
                .hasId("a")
                .refersTo("https://h/a");
    }

    @Test
    void shouldReadWhatTheSdkWrites() {
        CloudEventV1 event = (CloudEventV1) CloudEventBuilder.v1()
                .withId("sdk-1")
                .withSource(URI.create("https://user@host/cameras?x=1"))
                .withType("photo")
                .withExtension("topk", 4)
                .withData("image/jpeg", jpeg())
                .build();

        assertParsed(record(new JsonFormat().serialize(event), STRUCTURED))
                .hasId("sdk-1")
                .hasSource("https://host/cameras")
                .hasBytes(jpeg());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type"})
    void shouldRejectMissingAttribute(String missing) {
        InboundRecord complete = binary(jpeg());
        InboundRecord record = new InboundRecord(
                complete.coordinates(),
                complete.timestamp(),
                null,
                complete.value(),
                complete.headers().stream()
                        .filter(h -> !h.name().equals(missing))
                        .toList());

        assertParsed(record).isSchemaViolation("no attribute '" + missing.substring(3) + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3, specversion' is not 1.0",
        "ce_id, '', id' is empty",
        "ce_source, a b, source' is not a valid URI",
        "ce_topk, none, topk' is not a whole number",
        "ce_deadline, soon, deadline' is not an RFC 3339",
        "ce_label, '', label' is empty"
    })
    void shouldRejectInvalidAttribute(String header, String value, String sentence) {
        assertParsed(binary(jpeg(), header, value)).isSchemaViolation(sentence);
    }

    @Test
    void shouldRejectEventThatHoldsAndNamesNoImage() {
        assertParsed(binary(null)).isSchemaViolation("neither data nor a 'dataref'");
        assertParsed(json("{" + CONTEXT + ",\"data\":null}", STRUCTURED)).isSchemaViolation("neither data");
        assertParsed(json("{" + CONTEXT + ",\"data_base64\":\"\"}", STRUCTURED)).isSchemaViolation("neither data");
        assertParsed(binary(null, "ce_dataref", "a.jpg")).isSchemaViolation("'dataref' has no scheme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"data\":{},\"data_base64\":\"YQ==\"",
                ",\"data\":\"https://h/a\"",
                ",\"data\":[{\"uri\":\"https://h/a\"}]",
                ",\"datacontenttype\":\"image/jpeg\",\"data\":\"abc\"",
                ",\"data_base64\":\"!\"",
                ",\"data_base64\":7",
                ",\"data\":{\"no\":\"uri\"}",
                ",\"dataref\":7",
                ",\"dataref\":\"https://h/a\",\"topk\":true",
                ",\"dataref\":\"https://h/a\",\"topk\":1.5"
            })
    void shouldRejectInvalidStructuredEvent(String members) {
        assertParsed(json("{" + CONTEXT + members + "}", STRUCTURED)).isSchemaViolation();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/cloudevents-batch+json", "application/cloudevents+avro", "application/cloudevents"})
    void shouldRejectBatchesAndOtherFormats(String contentType) {
        assertParsed(json("[]", "content-type", contentType)).isSchemaViolation("application/cloudevents+json");
    }

    @Test
    void shouldRejectStructuredEventWithoutValue() {
        assertParsed(record(null, STRUCTURED)).isSchemaViolation("no value");
        assertParsed(json("[]", STRUCTURED)).isSchemaViolation("not an object");
    }

    private static void assertOptions(InboundRecord record) {
        ImageRequest request = assertParsed(record).request();

        assertThat(request.deadline()).contains(Instant.parse("2030-01-31T12:00:00Z"));
        assertThat(request.topK()).hasValue(3);
        assertThat(request.label()).contains("daisy");
    }

    private static InboundRecord binary(byte[] value, String... more) {
        String[] context = {"ce_specversion", "1.0", "ce_id", "7c1e", "ce_source", "/cameras/7", "ce_type", "photo"};
        return record(value, Stream.concat(Stream.of(context), Stream.of(more)).toArray(String[]::new));
    }
}
