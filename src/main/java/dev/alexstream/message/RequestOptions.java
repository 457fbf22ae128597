package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The fields that every form of request may carry. A null counts as absent. */
record RequestOptions(Optional<Instant> deadline, OptionalInt topK, Optional<String> label) {

    static final RequestOptions NONE = new RequestOptions(Optional.empty(), OptionalInt.empty(), Optional.empty());

    private static final Pattern POSITIVE = Pattern.compile("\\+?0*[1-9]\\d{0,40}");

    /** Texts under a name, as headers and CloudEvents attributes are; empty if there is none. */
    @FunctionalInterface
    interface Lookup {
        Optional<String> get(String name) throws InvalidRequestException;
    }

    /** The JSON members {@code deadline}, {@code top_k} and {@code label}. */
    static RequestOptions ofMembers(JsonNode object) throws InvalidRequestException {
        return new RequestOptions(
                deadline(Texts.member(object, "deadline", Texts.MAX_LENGTH), "deadline"),
                topK(object.get("top_k"), "top_k"),
                Texts.member(object, "label", Texts.MAX_LENGTH));
    }

    /** The attributes {@code deadline}, {@code topk} (a number, or its digits in a string) and {@code label} of an event in JSON. */
    static RequestOptions ofAttributes(JsonNode event) throws InvalidRequestException {
        JsonNode topK = event.get("topk");
        boolean text = topK != null && topK.isTextual();
        return new RequestOptions(
                deadline(Texts.member(event, "deadline", Texts.MAX_LENGTH), "deadline"),
                text ? topK(Optional.of(topK.textValue()), "topk") : topK(topK, "topk"),
                Texts.member(event, "label", Texts.MAX_LENGTH));
    }

    /** Texts named {@code deadline}, {@code label} and as given for top-k. */
    static RequestOptions ofTexts(Lookup texts, String topKName) throws InvalidRequestException {
        Optional<String> label = texts.get("label");
        return new RequestOptions(
                deadline(texts.get("deadline"), "deadline"),
                topK(texts.get(topKName), topKName),
                label.isEmpty() ? label : Optional.of(Texts.check(label.get(), "label", Texts.MAX_LENGTH)));
    }

    /** These fields, and those of {@code other} where these are absent. */
    RequestOptions orElse(RequestOptions other) {
        return new RequestOptions(
                deadline.or(other::deadline), topK.isPresent() ? topK : other.topK, label.or(other::label));
    }

    private static Optional<Instant> deadline(Optional<String> text, String name) throws InvalidRequestException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> deadline = Rfc3339.parse(text.get());
        if (deadline.isEmpty()) {
            throw new InvalidRequestException(
                    "'%s' is not an RFC 3339 timestamp such as 2030-01-31T12:00:00Z.".formatted(name));
        }
        return deadline;
    }

    private static OptionalInt topK(Optional<String> text, String name) throws InvalidRequestException {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!POSITIVE.matcher(text.get()).matches()) {
            throw notPositive(name);
        }
        return OptionalInt.of((int) Math.min(Double.parseDouble(text.get()), Integer.MAX_VALUE));
    }

    /** As JSON Schema has it, 5.0 is an integer too. */
    private static OptionalInt topK(JsonNode node, String name) throws InvalidRequestException {
        if (node == null || node.isNull()) {
            return OptionalInt.empty();
        }
        double number = node.doubleValue();
        if (!node.isNumber() || !(number >= 1) || number != Math.rint(number)) {
            throw notPositive(name);
        }
        return OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE));
    }

    private static InvalidRequestException notPositive(String name) {
        return new InvalidRequestException("'%s' is not a whole number of at least 1.".formatted(name));
    }
}
