package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * CloudEvents 1.0 in the Kafka protocol binding. The image is the data, or the extension attribute {@code dataref} says
 * where it is (the data wins where both are given); data of a JSON media type is read as {@link PlainRequests}. The
 * request's id is the event's. Optional fields are the extension attributes {@code deadline}, {@code topk}, {@code label}.
 *
 * <p>Binary mode, the attributes as headers:
 * <pre>{@code
 * ce_specversion: 1.0        content-type: image/jpeg
 * ce_id: 7c1e                ce_topk: 3
 * ce_source: /cameras/7      ce_type: com.example.photo
 * value: FF D8 FF …
 * }</pre>
 *
 * <p>Structured mode, header {@code content-type: application/cloudevents+json} (or none, if the object has a
 * {@code specversion}):
 * <pre>{@code
 * {"specversion":"1.0","id":"7c1e","source":"/cameras/7","type":"com.example.photo",
 *  "datacontenttype":"image/jpeg","data_base64":"/9j/4AAQ…"}
 * {"specversion":"1.0","id":"7c1e","source":"/cameras/7","type":"com.example.photo",
 *  "dataref":"https://host/a.jpg","label":"daisy"}
 * {"specversion":"1.0","id":"7c1e","source":"/cameras/7","type":"com.example.photo",
 *  "data":{"uri":"https://host/a.jpg","top_k":3}}
 * }</pre>
 */
final class CloudEvents {

    private static final String ATTRIBUTE_PREFIX = "ce_";
    private static final String MEDIA_TYPE = "application/cloudevents";

    private CloudEvents() {}

    /** True if the headers say so, in either mode. */
    static boolean isOne(Headers headers) throws InvalidRequestException {
        return isStructured(headers) || headers.anyStartsWith(ATTRIBUTE_PREFIX);
    }

    /** True if the object is an event that has lost its content type. */
    static boolean isOne(JsonNode object) {
        return object.has("specversion") && !object.has("uri");
    }

    /** Structured mode wins over stray headers, as the binding says. */
    static ImageRequest read(byte[] value, Headers headers) throws InvalidRequestException {
        if (!isStructured(headers)) {
            return readBinary(value, headers);
        }
        if (!mediaType(headers.text("content-type")).equals(MEDIA_TYPE + "+json")) {
            throw new InvalidRequestException(
                    "Of structured CloudEvents only single ones in JSON are read; send application/cloudevents+json.");
        }
        if (value == null || value.length == 0) {
            throw new InvalidRequestException("The structured CloudEvent has no value; send the event as JSON.");
        }
        return readStructured(JsonObjects.read(value));
    }

    static ImageRequest readStructured(JsonNode event) throws InvalidRequestException {
        CloudEventAttributes attributes = CloudEventAttributes.of(
                name -> Texts.member(event, name, ImageReferences.MAX_LENGTH), RequestOptions.ofAttributes(event));
        JsonNode data = presentOrNull(event.get("data"));
        JsonNode base64 = presentOrNull(event.get("data_base64"));
        if (data != null && base64 != null) {
            throw new InvalidRequestException("The CloudEvent has both 'data' and 'data_base64'; send one of them.");
        }
        if (data != null) {
            return attributes.withJson(jsonData(data, event));
        }
        return withBytes(
                base64 == null ? null : bytes(base64),
                attributes,
                Texts.member(event, "datacontenttype", Texts.MAX_LENGTH));
    }

    private static ImageRequest readBinary(byte[] value, Headers headers) throws InvalidRequestException {
        RequestOptions.Lookup attribute = name -> headers.text(ATTRIBUTE_PREFIX + name);
        CloudEventAttributes attributes = CloudEventAttributes.of(attribute, RequestOptions.ofTexts(attribute, "topk"));
        return withBytes(value, attributes, headers.text("content-type"));
    }

    private static ImageRequest withBytes(byte[] data, CloudEventAttributes attributes, Optional<String> contentType)
            throws InvalidRequestException {
        if (data == null || data.length == 0) {
            return attributes.withoutData();
        }
        return isJson(contentType) ? attributes.withJson(JsonObjects.read(data)) : attributes.withImage(data);
    }

    private static JsonNode jsonData(JsonNode data, JsonNode event) throws InvalidRequestException {
        Optional<String> contentType = Texts.member(event, "datacontenttype", Texts.MAX_LENGTH);
        if (contentType.isPresent() && !isJson(contentType)) {
            throw new InvalidRequestException("The CloudEvent's 'data' is no image; put its bytes into 'data_base64'.");
        }
        if (!data.isObject()) {
            throw new InvalidRequestException(
                    "The CloudEvent's 'data' is no JSON object; give it a member 'uri', or send image bytes in 'data_base64'.");
        }
        return data;
    }

    private static byte[] bytes(JsonNode base64) throws InvalidRequestException {
        if (!base64.isTextual()) {
            throw new InvalidRequestException("The CloudEvent's 'data_base64' is not a string.");
        }
        return DataUri.decodeBase64(Utf8.encode(base64.textValue()), "The CloudEvent's 'data_base64'");
    }

    private static JsonNode presentOrNull(JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    private static boolean isStructured(Headers headers) throws InvalidRequestException {
        return mediaType(headers.text("content-type")).startsWith(MEDIA_TYPE);
    }

    private static boolean isJson(Optional<String> contentType) {
        String mediaType = mediaType(contentType);
        return mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json");
    }

    /** Type and subtype in lower case, without parameters; empty if there is none. */
    private static String mediaType(Optional<String> contentType) {
        String text = contentType.orElse("");
        int parameters = text.indexOf(';');
        return (parameters < 0 ? text : text.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
