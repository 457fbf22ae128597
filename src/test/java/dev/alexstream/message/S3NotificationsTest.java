package dev.alexstream.message;

import static dev.alexstream.message.ParsedRequestAssert.assertParsed;
import static dev.alexstream.message.Records.COORDINATES_ID;
import static dev.alexstream.message.Records.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3NotificationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"ObjectCreated:Put", "s3:ObjectCreated:Put", "s3:ObjectCreated:CompleteMultipartUpload"})
    void shouldReadCreationOfOneObject(String event) {
        assertParsed(json(notification(entry(event, "photos", "a.jpg"))))
                .hasId(COORDINATES_ID)
                .hasSource("s3://photos/a.jpg")
                .refersTo("s3://photos/a.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "my+garden/a%2Bb.jpg, /my garden/a+b.jpg",
        "100%25.jpg, /100%.jpg",
        "caf%C3%A9.jpg, /caf\u00e9.jpg",
        "cafe%CC%81.jpg, /cafe\u0301.jpg",
        "a%3Fb%23c.jpg, /a?b#c.jpg",
        "/leading, //leading",
        "../up, /../up"
    })
    void shouldDecodeKeyLikeAnHtmlForm(String key, String path) {
        ImageRequest request = assertParsed(json(notification(entry("ObjectCreated:Put", "photos", key))))
                .request();

        Payload.Reference reference = (Payload.Reference) request.payload();
        assertThat(reference.uri().getPath()).isEqualTo(path);
        assertThat(reference.uri().getAuthority()).isEqualTo("photos");
        assertThat(request.source()).isEqualTo(reference.uri().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[]}",
                "{\"Records\":{\"a\":{}}}",
                "{\"Records\":null}",
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"photos\"}"
            })
    void shouldRejectNotificationWithoutEntry(String json) {
        assertParsed(json(json)).isSchemaViolation("exactly one entry in 'Records'");
    }

    @Test
    void shouldRejectSeveralEntries() {
        String entry = entry("ObjectCreated:Put", "photos", "a.jpg");

        assertParsed(json(notification(entry + "," + entry))).isSchemaViolation("one notification per new object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated", "ObjectCreated", "", "x"})
    void shouldRejectOtherEvents(String event) {
        assertParsed(json(notification(entry(event, "photos", "a.jpg")))).isSchemaViolation("s3:ObjectCreated:*");
    }

    @ParameterizedTest
    @CsvSource({"'',a", "a/b,a", "user@host,a", "photos,''", "photos,%zz", "photos,%C3", "photos,%"})
    void shouldRejectInvalidBucketOrKey(String bucket, String key) {
        assertParsed(json(notification(entry("ObjectCreated:Put", bucket, key))))
                .isSchemaViolation("no valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[{}]}",
                "{\"Records\":[7]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}"
            })
    void shouldRejectEntryWithoutMembers(String json) {
        assertParsed(json(json)).isSchemaViolation();
    }

    private static String notification(String entries) {
        return "{\"EventName\":\"s3:ObjectCreated:Put\",\"Key\":\"photos/a.jpg\",\"Records\":[" + entries + "]}";
    }

    private static String entry(String event, String bucket, String key) {
        return "{\"eventName\":\"%s\",\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\",\"size\":1024}}}"
                .formatted(event, bucket, key);
    }
}
