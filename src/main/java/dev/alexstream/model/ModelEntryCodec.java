package dev.alexstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the body of a record of {@code models.events}, and reads it back. The same entry always gives the same bytes.
 *
 * <pre>{@code
 * {"type":"promoted","name":"flowers17","version":"2","digest":"sha256:…","location":"file:///…/flowers17/2",
 *  "state":"champion","parent":{"name":"flowers17","version":"1","digest":"sha256:…"},
 *  "figures":{"holdout-top-1":0.94},
 *  "history":[{"type":"registered","at":"2026-11-25T20:00:00Z","by":"trainer"},
 *             {"type":"promoted","at":"2026-11-25T20:00:03Z","by":"trainer","reason":"1.2 points better"}]}
 * }</pre>
 */
public final class ModelEntryCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As it crosses the wire. What it is now follows from the history, and is written for readers that are not ours. */
    private record Body(
            String type,
            String name,
            String version,
            String digest,
            String location,
            String state,
            Double share,
            Reference parent,
            SortedMap<String, Double> figures,
            List<Event> history) {}

    private record Reference(String name, String version, String digest) {}

    private record Event(String type, String at, String by, String reason, Double share) {}

    private ModelEntryCodec() {}

    public static byte[] encode(ModelEntry entry) {
        try {
            return JSON.writeValueAsBytes(body(entry));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Members that are not of the contract are ignored, so that older readers bear newer events.
     *
     * @throws ModelException {@link Problem#INVALID_EVENT} or {@link Problem#INVALID_REFERENCE} if the bytes are not such a body
     */
    public static ModelEntry decode(byte[] json) {
        try {
            Body body = JSON.readValue(json, Body.class);
            if (body == null || body.history() == null || body.location() == null) {
                throw new ModelException(Problem.INVALID_EVENT, "an event of a model has no history or no location");
            }
            return entry(body);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    Problem.INVALID_EVENT, "an event of a model is invalid: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ModelException(Problem.INVALID_EVENT, "an event of a model is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Body body(ModelEntry entry) {
        ModelReference model = entry.model();
        return new Body(
                entry.last().type().word(),
                model.name(),
                model.version(),
                model.digest(),
                entry.location().toString(),
                entry.state().word(),
                boxed(entry.share()),
                entry.parent()
                        .map(parent -> new Reference(parent.name(), parent.version(), parent.digest()))
                        .orElse(null),
                entry.figures(),
                entry.history().stream()
                        .map(event -> new Event(
                                event.type().word(),
                                event.at().toString(),
                                event.by(),
                                event.reason().orElse(null),
                                boxed(event.share())))
                        .toList());
    }

    private static ModelEntry entry(Body body) {
        return new ModelEntry(
                new ModelReference(body.name(), body.version(), body.digest()),
                URI.create(body.location()),
                Optional.ofNullable(body.parent())
                        .map(parent -> new ModelReference(parent.name(), parent.version(), parent.digest())),
                body.figures() == null ? new TreeMap<>() : body.figures(),
                body.history().stream().map(ModelEntryCodec::event).toList());
    }

    private static ModelEvent event(Event event) {
        if (event == null || event.at() == null) {
            throw new ModelException(Problem.INVALID_EVENT, "an event of a model's history has no time");
        }
        return new ModelEvent(
                type(event.type()),
                Instant.parse(event.at()),
                event.by(),
                Optional.ofNullable(event.reason()),
                event.share() == null ? OptionalDouble.empty() : OptionalDouble.of(event.share()));
    }

    private static ModelEventType type(String word) {
        return Stream.of(ModelEventType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        Problem.INVALID_EVENT, "'" + word + "' is nothing that happens to a model in this build"));
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
