package dev.alexstream.message;

/** Image bytes as the value, and optional headers {@code deadline}, {@code top-k} and {@code label}. */
final class RawRequests {

    private RawRequests() {}

    static ImageRequest read(InboundRecord record, Headers headers) throws InvalidRequestException {
        RecordCoordinates at = record.coordinates();
        RequestOptions options = RequestOptions.ofTexts(headers::text, "top-k");
        String source = "kafka:" + at.topic() + "/" + at.partition() + "/" + at.offset();
        return new ImageRequest(
                at.asId(),
                source,
                new Payload.Inline(record.value()),
                options.deadline(),
                options.topK(),
                options.label());
    }
}
