package dev.alexstream.message;

import java.util.List;

/**
 * The request becomes a result; its fields are the result body of the contract.
 *
 * @param predictions most probable first
 * @param batchSize images in the batch that this one was classified with
 */
public record Classified(
        String id,
        String source,
        List<Prediction> predictions,
        ModelIdentity model,
        ImageFacts image,
        Timing timing,
        int batchSize)
        implements Outcome {

    /** A label with its index among the model's labels and its softmax probability in [0, 1]. */
    public record Prediction(String label, int index, double probability) {}

    /** Which model answered; {@code digest} is {@code sha256:} and the hex digest of its weights file. */
    public record ModelIdentity(String name, String version, String digest) {}

    /** The encoded image: hex SHA-256 of its bytes, format in lower case, size in pixels after orientation, byte count. */
    public record ImageFacts(String sha256, String format, int width, int height, long bytes) {}

    /** Milliseconds spent in each stage. */
    public record Timing(double fetch, double decode, double queue, double inference) {}
}
