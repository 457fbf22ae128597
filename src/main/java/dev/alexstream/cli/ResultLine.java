package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A result body as a line of a table: label, probability, source, time in the engine. */
final class ResultLine {

    private ResultLine() {}

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
                "%-16s %6.2f %%  %s %9.1f ms",
                label,
                100 * probability,
                Plain.cut(Plain.shortSource(source), 48),
                inferenceMillis);
    }
}
