package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A result body as a line of a table: label, probability, source, time in the engine. */
final class ResultLine {

    private static final int SOURCE_WIDTH = 40;

    private ResultLine() {}

    /** The names of the columns. */
    static String header() {
        return String.format(
                Locale.ROOT, "%-16s %8s  %s %11s", "label", "", Plain.cut("image", SOURCE_WIDTH), "network");
    }

    static boolean isResult(JsonNode body) {
        return body.path("predictions").isArray() && body.path("source").isTextual();
    }

    static String of(JsonNode result) {
        JsonNode best = result.path("predictions").path(0);
        return of(
                best.path("label").asText("-"),
                best.path("probability").asDouble(),
                result.path("source").asText(),
                result.path("timing_ms").path("inference").asDouble());
    }

    static String of(String label, double probability, String source, double inferenceMillis) {
        return String.format(
                Locale.ROOT,
                "%-16s %6.2f %%  %s %8.1f ms",
                label,
                100 * probability,
                Plain.cut(Plain.shortSource(source), SOURCE_WIDTH),
                inferenceMillis);
    }

    /** In the columns of results: the error code instead of label and probability. */
    static String rejected(String errorCode, String source, String reason) {
        return String.format(
                Locale.ROOT, "%-25s  %s  %s", errorCode, Plain.cut(Plain.shortSource(source), SOURCE_WIDTH), reason);
    }
}
