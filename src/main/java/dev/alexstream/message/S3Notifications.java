package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Bucket notifications of S3 and MinIO about one new object:
 * <pre>{@code
 * {"Records":[{"eventName":"ObjectCreated:Put",
 *              "s3":{"bucket":{"name":"photos"},"object":{"key":"my+garden/a%2Bb.jpg"}}}]}
 * }</pre>
 * reads as a request for {@code s3://photos/my%20garden/a+b.jpg}: keys arrive encoded like HTML forms.
 */
final class S3Notifications {

    private static final Pattern CREATED = Pattern.compile("(s3:)?ObjectCreated:.*");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    private S3Notifications() {}

    static boolean isOne(JsonNode object) {
        return object.has("Records") || object.path("Event").asText().equals("s3:TestEvent");
    }

    static ImageRequest read(JsonNode object, RecordCoordinates coordinates) throws InvalidRequestException {
        JsonNode s3 = onlyCreation(object.path("Records")).path("s3");
        String bucket = s3.path("bucket").path("name").asText();
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InvalidRequestException("The notification has no valid bucket name in 's3.bucket.name'.");
        }
        String source = "s3://" + bucket + "/" + PercentEncoding.encodePath(key(s3.path("object")));
        RequestOptions none = RequestOptions.NONE;
        return new ImageRequest(
                coordinates.asId(),
                source,
                new Payload.Reference(URI.create(source)),
                none.deadline(),
                none.topK(),
                none.label());
    }

    private static JsonNode onlyCreation(JsonNode records) throws InvalidRequestException {
        if (records.size() != 1 || !records.isArray()) {
            throw new InvalidRequestException(
                    "The notification has not exactly one entry in 'Records'; send one notification per new object.");
        }
        JsonNode only = records.get(0);
        if (!CREATED.matcher(only.path("eventName").asText()).matches()) {
            throw new InvalidRequestException(
                    "The notification is not about a created object; subscribe to s3:ObjectCreated:* alone.");
        }
        return only;
    }

    private static String key(JsonNode object) throws InvalidRequestException {
        String encoded = object.path("key").asText();
        return PercentEncoding.decode(encoded.replace('+', ' '))
                .flatMap(Utf8::decode)
                .filter(key -> !key.isEmpty() && encoded.length() <= ImageReferences.MAX_LENGTH)
                .orElseThrow(() -> new InvalidRequestException(
                        "The notification has no valid URL-encoded key in 's3.object.key'."));
    }
}
