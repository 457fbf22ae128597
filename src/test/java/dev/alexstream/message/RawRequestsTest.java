package dev.alexstream.message;

import static dev.alexstream.message.ParsedRequestAssert.assertParsed;
import static dev.alexstream.message.Records.COORDINATES_ID;
import static dev.alexstream.message.Records.bytes;
import static dev.alexstream.message.Records.jpeg;
import static dev.alexstream.message.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRequestsTest {

    @Test
    void shouldReadImageBytes() {
        assertParsed(record(jpeg()))
                .hasId(COORDINATES_ID)
                .hasSource("kafka:images.requests/3/1042")
                .hasBytes(jpeg());
    }

    @Test
    void shouldReadOptionalFieldsFromHeaders() {
        ImageRequest request = assertParsed(
                        record(jpeg(), "deadline", "2030-01-31T12:00:00Z", "top-k", "7", "label", "daisy"))
                .request();

        assertThat(request.deadline()).contains(Instant.parse("2030-01-31T12:00:00Z"));
        assertThat(request.topK()).hasValue(7);
        assertThat(request.label()).contains("daisy");
    }

    @Test
    void shouldLetTheLastOfRepeatedHeadersCountAndIgnoreNullOnes() {
        ImageRequest request = assertParsed(record(jpeg(), "label", "rose", "label", "daisy", "top-k", null))
                .request();

        assertThat(request.label()).contains("daisy");
        assertThat(request.topK()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "five", "99999999999999999999999999999999999999999999"})
    void shouldRejectInvalidTopKHeader(String topK) {
        assertParsed(record(jpeg(), "top-k", topK)).isSchemaViolation("'top-k'");
    }

    @Test
    void shouldRejectInvalidDeadlineAndLabelHeaders() {
        assertParsed(record(jpeg(), "deadline", "soon")).isSchemaViolation("'deadline'", "RFC 3339");
        assertParsed(record(jpeg(), "label", "")).isSchemaViolation("'label' is empty");
    }

    @Test
    void shouldRejectHeaderThatIsNotUtf8() {
        RecordHeader label = new RecordHeader("label", new byte[] {(byte) 0xC0, (byte) 0x80});

        assertParsed(new InboundRecord(Records.AT, Instant.EPOCH, null, jpeg(), List.of(label)))
                .isSchemaViolation("'label' is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0089PNG", "RIFF1234WEBP", "GIF89a", "BM1", "II*\0", "MM\0*", "\0\0\0 ftypavif"})
    void shouldRecogniseImagesWhetherTheyCanBeDecodedOrNot(String start) {
        byte[] value = start.getBytes(StandardCharsets.ISO_8859_1);

        assertParsed(record(value)).hasBytes(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html></html>", "[1]", "\"https://h/a\"", "https://h/a", "7", " ", "PK\u0003\u0004", "RIFF1234"
            })
    void shouldRejectWhatIsNoForm(String value) {
        assertParsed(record(bytes(value))).isSchemaViolation("no CloudEvent, no JSON object and no image");
    }

    @Test
    void shouldRejectEmptyValueAndTombstone() {
        assertParsed(record(new byte[0])).isSchemaViolation("no value");
        assertParsed(record(null)).isSchemaViolation("no value");
    }
}
