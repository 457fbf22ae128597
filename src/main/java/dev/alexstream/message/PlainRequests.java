package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Plain JSON: {@code {"id":"7c1e","uri":"https://host/a.jpg","top_k":3,"deadline":"2030-01-31T12:00:00Z","label":"daisy"}}.
 * Only {@code uri} is needed; members that are not named here are ignored.
 */
final class PlainRequests {

    private PlainRequests() {}

    static ImageRequest read(JsonNode object, RecordCoordinates coordinates) throws InvalidRequestException {
        String id = Texts.member(object, "id", Texts.MAX_LENGTH).orElseGet(coordinates::asId);
        return read(object, id, RequestOptions.NONE);
    }

    /** @param inherited what the envelope says, where the object itself says nothing */
    static ImageRequest read(JsonNode object, String id, RequestOptions inherited) throws InvalidRequestException {
        ImageReferences.Located image = ImageReferences.locate(uri(object), "uri");
        RequestOptions options = RequestOptions.ofMembers(object).orElse(inherited);
        return new ImageRequest(
                id, image.source(), image.payload(), options.deadline(), options.topK(), options.label());
    }

    /** Not checked here: an inline image is too long to be looked at twice. */
    private static String uri(JsonNode object) throws InvalidRequestException {
        JsonNode uri = object.get("uri");
        if (uri == null || !uri.isTextual()) {
            throw new InvalidRequestException(
                    "The JSON object has no string member 'uri' that says where the image is.");
        }
        return uri.textValue();
    }
}
