package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The context of a CloudEvent, and the request that it makes of each kind of data.
 *
 * @param id of the event
 * @param source of the event, safe to publish
 * @param dataref where the image is, if it is not the data
 */
record CloudEventAttributes(String id, String source, Optional<String> dataref, RequestOptions options) {

    private static final String VERSION = "1.0";

    /** @throws InvalidRequestException if an attribute that CloudEvents 1.0 needs is missing, or one is invalid */
    static CloudEventAttributes of(RequestOptions.Lookup attributes, RequestOptions options)
            throws InvalidRequestException {
        if (!required(attributes, "specversion").equals(VERSION)) {
            throw new InvalidRequestException("The CloudEvent's 'specversion' is not 1.0, the version that is read.");
        }
        required(attributes, "type");
        String source = required(attributes, "source");
        return new CloudEventAttributes(
                required(attributes, "id"),
                ImageReferences.publicSource(ImageReferences.parse(source, "source")),
                attributes.get("dataref"),
                options);
    }

    ImageRequest withImage(byte[] bytes) {
        return request(source, new Payload.Inline(bytes));
    }

    ImageRequest withJson(JsonNode object) throws InvalidRequestException {
        return PlainRequests.read(object, id, options);
    }

    ImageRequest withoutData() throws InvalidRequestException {
        if (dataref.isEmpty()) {
            throw new InvalidRequestException(
                    "The CloudEvent has neither data nor a 'dataref'; send the image or say where it is.");
        }
        ImageReferences.Located image = ImageReferences.locate(dataref.get(), "dataref");
        return request(image.source(), image.payload());
    }

    private ImageRequest request(String from, Payload payload) {
        return new ImageRequest(id, from, payload, options.deadline(), options.topK(), options.label());
    }

    private static String required(RequestOptions.Lookup attributes, String name) throws InvalidRequestException {
        Optional<String> text = attributes.get(name);
        if (text.isEmpty()) {
            throw new InvalidRequestException(
                    "The CloudEvent has no attribute '%s'; specversion, id, source and type are needed."
                            .formatted(name));
        }
        return Texts.check(text.get(), name, name.equals("source") ? ImageReferences.MAX_LENGTH : Texts.MAX_LENGTH);
    }
}
