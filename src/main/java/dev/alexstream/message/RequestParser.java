package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads a record of the request topic. Every record gets an answer: nothing is thrown, whatever the bytes are.
 *
 * <p>The forms, in the order in which they are recognised:
 * <ol>
 *   <li>CloudEvents 1.0, binary or structured: see {@link CloudEvents};
 *   <li>S3 and MinIO notifications about one new object: see {@link S3Notifications};
 *   <li>plain JSON, {@code {"id":"7c1e","uri":"https://host/a.jpg"}}: see {@link PlainRequests};
 *   <li>raw image bytes, told by their magic number: see {@link RawRequests}.
 * </ol>
 */
public final class RequestParser {

    private RequestParser() {}

    /** Stateless, and so safe for any number of threads. The payload shares the record's bytes. */
    public static ParsedRequest parse(InboundRecord record) {
        try {
            return new ParsedRequest.Valid(read(record));
        } catch (InvalidRequestException e) {
            return new ParsedRequest.Invalid(new Rejected(ErrorCode.SCHEMA, e.getMessage()));
        }
    }

    private static ImageRequest read(InboundRecord record) throws InvalidRequestException {
        byte[] value = record.value();
        Headers headers = new Headers(record.headers());
        if (CloudEvents.isOne(headers)) {
            return CloudEvents.read(value, headers);
        }
        if (value == null || value.length == 0) {
            throw new InvalidRequestException("The record has no value; send an image or a reference to one.");
        }
        if (JsonObjects.startsLikeOne(value)) {
            return readJson(JsonObjects.read(value), record.coordinates());
        }
        if (ImageMagic.isImage(value)) {
            return RawRequests.read(record, headers);
        }
        throw new InvalidRequestException(
                "The value is no CloudEvent, no JSON object and no image of a known format; send one of these.");
    }

    private static ImageRequest readJson(JsonNode object, RecordCoordinates coordinates)
            throws InvalidRequestException {
        if (CloudEvents.isOne(object)) {
            return CloudEvents.readStructured(object);
        }
        return S3Notifications.isOne(object)
                ? S3Notifications.read(object, coordinates)
                : PlainRequests.read(object, coordinates);
    }
}
