package dev.alexstream.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes the body of a result, and reads it back. The same {@link Classified} always gives the same bytes: members in the
 * order of the contract, no white space, probabilities to six decimals, milliseconds to one.
 *
 * <pre>{@code
 * {"id":"7c1e","source":"s3://photos/a.jpg",
 *  "predictions":[{"label":"daffodil","index":0,"probability":0.9731}],
 *  "model":{"name":"flowers17","version":"3","digest":"sha256:…"},
 *  "image":{"sha256":"…","format":"jpeg","width":500,"height":333,"bytes":83211},
 *  "timing_ms":{"fetch":1.2,"decode":2.3,"queue":4.0,"inference":18.7},
 *  "batch_size":32}
 * }</pre>
 */
public final class ResultCodec {

    private static final int PROBABILITY_DECIMALS = 6;
    private static final int MILLISECOND_DECIMALS = 1;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private ResultCodec() {}

    /** @throws IllegalArgumentException if a number is not finite, which no classifier may let through */
    public static byte[] encode(Classified result) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", result.id());
            json.writeStringField("source", result.source());
            writePredictions(json, result);
            writeModel(json, result.model());
            writeImage(json, result.image());
            writeTiming(json, result.timing());
            json.writeNumberField("batch_size", result.batchSize());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a result to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Members that are not of the contract are ignored, so that older readers bear newer results.
     *
     * @throws IllegalArgumentException if the bytes are not the body of a result
     */
    public static Classified decode(byte[] body) {
        return ResultReader.read(body);
    }

    private static void writePredictions(JsonGenerator json, Classified result) throws IOException {
        json.writeArrayFieldStart("predictions");
        for (Prediction prediction : result.predictions()) {
            json.writeStartObject();
            json.writeStringField("label", prediction.label());
            json.writeNumberField("index", prediction.index());
            writeDecimal(json, "probability", prediction.probability(), PROBABILITY_DECIMALS);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeModel(JsonGenerator json, ModelIdentity model) throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("name", model.name());
        json.writeStringField("version", model.version());
        json.writeStringField("digest", model.digest());
        json.writeEndObject();
    }

    private static void writeImage(JsonGenerator json, ImageFacts image) throws IOException {
        json.writeObjectFieldStart("image");
        json.writeStringField("sha256", image.sha256());
        json.writeStringField("format", image.format());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeNumberField("bytes", image.bytes());
        json.writeEndObject();
    }

    private static void writeTiming(JsonGenerator json, Timing timing) throws IOException {
        json.writeObjectFieldStart("timing_ms");
        writeDecimal(json, "fetch", timing.fetch(), MILLISECOND_DECIMALS);
        writeDecimal(json, "decode", timing.decode(), MILLISECOND_DECIMALS);
        writeDecimal(json, "queue", timing.queue(), MILLISECOND_DECIMALS);
        writeDecimal(json, "inference", timing.inference(), MILLISECOND_DECIMALS);
        json.writeEndObject();
    }

    /** Plain digits, at least one after the point: 0.9731, 4.0, 0.000001. */
    private static void writeDecimal(JsonGenerator json, String name, double value, int decimals) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s, not a number".formatted(name, value));
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        json.writeFieldName(name);
        json.writeNumber((rounded.scale() < 1 ? rounded.setScale(1) : rounded).toPlainString());
    }
}
