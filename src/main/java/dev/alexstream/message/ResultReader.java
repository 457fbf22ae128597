package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a result member by member, and says which one is amiss. */
final class ResultReader {

    private final JsonNode object;

    private ResultReader(JsonNode object) {
        this.object = object;
    }

    static Classified read(byte[] body) {
        try {
            return new ResultReader(JsonObjects.read(body)).result();
        } catch (InvalidRequestException e) {
            throw new IllegalArgumentException("This is not a result: " + e.getMessage(), e);
        }
    }

    private Classified result() {
        return new Classified(
                text("id"),
                text("source"),
                predictions(),
                member("model").model(),
                member("image").image(),
                member("timing_ms").timing(),
                (int) number("batch_size"));
    }

    private List<Prediction> predictions() {
        List<Prediction> predictions = new ArrayList<>();
        for (JsonNode element :
                required("predictions", object.path("predictions").isArray())) {
            ResultReader prediction = new ResultReader(element);
            predictions.add(new Prediction(
                    prediction.text("label"), (int) prediction.number("index"), prediction.number("probability")));
        }
        return List.copyOf(predictions);
    }

    private ModelIdentity model() {
        return new ModelIdentity(text("name"), text("version"), text("digest"));
    }

    private ImageFacts image() {
        return new ImageFacts(
                text("sha256"), text("format"), (int) number("width"), (int) number("height"), (long) number("bytes"));
    }

    private Timing timing() {
        return new Timing(number("fetch"), number("decode"), number("queue"), number("inference"));
    }

    private ResultReader member(String name) {
        return new ResultReader(required(name, object.path(name).isObject()));
    }

    private String text(String name) {
        return required(name, object.path(name).isTextual()).textValue();
    }

    private double number(String name) {
        return required(name, object.path(name).isNumber()).doubleValue();
    }

    private JsonNode required(String name, boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "This is not a result: the member '%s' is missing or of another type.".formatted(name));
        }
        return object.get(name);
    }
}
