package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Short texts of a request, such as ids and labels: they travel on to results, terminals and other people's programs. */
final class Texts {

    /** Code points that an id, a label or a media type may have. */
    static final int MAX_LENGTH = 1_024;

    private Texts() {}

    /** The member, or empty if it is missing or null; anything but a well-formed text is an error. */
    static Optional<String> member(JsonNode object, String name, int maxLength) throws InvalidRequestException {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new InvalidRequestException("The member '%s' is not a string.".formatted(name));
        }
        return Optional.of(check(node.textValue(), name, maxLength));
    }

    /** @throws InvalidRequestException if the text is empty, too long, or has control characters or half a surrogate pair */
    static String check(String text, String name, int maxLength) throws InvalidRequestException {
        if (text.isEmpty()) {
            throw new InvalidRequestException("'%s' is empty; leave it out or give it a value.".formatted(name));
        }
        if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
            throw new InvalidRequestException("'%s' is longer than %d characters.".formatted(name, maxLength));
        }
        if (!text.codePoints().allMatch(Texts::isPrintable)) {
            throw new InvalidRequestException(
                    "'%s' has control characters or half of a surrogate pair; remove them.".formatted(name));
        }
        return text;
    }

    /** {@link String#codePoints()} gives a surrogate only where its other half is missing. */
    private static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
