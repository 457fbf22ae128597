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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the body of a record of {@code models.events} that tells of drift, and reads it back.
 *
 * <pre>{@code
 * {"type":"drift","name":"flowers17","version":"2","digest":"sha256:…","worker":"worker-0","at":"2026-11-25T20:00:00Z",
 *  "answers":1000,"looks":125,"window":1000,"scores":{"labels":0.3127,"confidence":0.0214,"features":0.1093},
 *  "thresholds":{"labels":0.25,"confidence":0.25,"features":0.5},"exceeded":["labels"]}
 * }</pre>
 */
public final class DriftEventCodec {

    private static final String TYPE = "drift";

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As it crosses the wire. What is exceeded follows from the numbers, and is written for readers that are not ours. */
    private record Body(
            String type,
            String name,
            String version,
            String digest,
            String worker,
            String at,
            int answers,
            int looks,
            int window,
            Map<String, Double> scores,
            Map<String, Double> thresholds,
            List<String> exceeded) {}

    private DriftEventCodec() {}

    public static byte[] encode(DriftEvent event) {
        try {
            return JSON.writeValueAsBytes(body(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ModelException {@link Problem#INVALID_EVENT} or {@link Problem#INVALID_REFERENCE} if the bytes are not such a body */
    public static DriftEvent decode(byte[] json) {
        try {
            Body body = JSON.readValue(json, Body.class);
            if (body == null || !TYPE.equals(body.type()) || body.scores() == null || body.thresholds() == null) {
                throw new ModelException(Problem.INVALID_EVENT, "an event of drift has no scores or thresholds");
            }
            return event(body);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    Problem.INVALID_EVENT, "an event of drift is invalid: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new ModelException(Problem.INVALID_EVENT, "an event of drift is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Body body(DriftEvent event) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (DriftKind kind : DriftKind.values()) {
            if (!Double.isNaN(event.scores().of(kind))) {
                scores.put(kind.word(), Math.round(event.scores().of(kind) * 1e4) / 1e4);
            }
            thresholds.put(kind.word(), event.rules().threshold(kind));
        }
        return new Body(
                TYPE,
                event.model().name(),
                event.model().version(),
                event.model().digest(),
                event.worker(),
                event.at().toString(),
                event.answers(),
                event.looks(),
                event.rules().window(),
                scores,
                thresholds,
                event.rules().exceeded(event.scores()).stream()
                        .map(DriftKind::word)
                        .toList());
    }

    private static DriftEvent event(Body body) {
        return new DriftEvent(
                new ModelReference(body.name(), body.version(), body.digest()),
                required(body.worker(), "worker"),
                Instant.parse(required(body.at(), "at")),
                body.answers(),
                body.looks(),
                new DriftScores(
                        number(body.scores(), DriftKind.LABELS),
                        number(body.scores(), DriftKind.CONFIDENCE),
                        number(body.scores(), DriftKind.FEATURES)),
                new DriftRules(
                        body.window(),
                        number(body.thresholds(), DriftKind.LABELS),
                        number(body.thresholds(), DriftKind.FEATURES)));
    }

    /** Missing where it is unknown. */
    private static double number(Map<String, Double> numbers, DriftKind kind) {
        Double number = numbers.get(kind.word());
        return number == null ? Double.NaN : number;
    }

    private static String required(String value, String member) {
        if (value == null) {
            throw new ModelException(Problem.INVALID_EVENT, "an event of drift has no " + member);
        }
        return value;
    }
}
