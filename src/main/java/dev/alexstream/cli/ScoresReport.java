package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.training.Scores;
import dev.alexstream.training.Scores.ClassScore;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints how good a model is: overall, for each class, and what is taken for what. */
final class ScoresReport {

    private final Console console;
    private final boolean json;

    ScoresReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void print(String what, Scores scores) {
        if (json) {
            console.line(JsonLine.of(object(what, scores)));
        } else {
            text(what, scores);
        }
    }

    private void text(String what, Scores scores) {
        console.line(String.format(
                Locale.ROOT,
                "%s over %s: top-1 %.2f %%, top-5 %.2f %%",
                what,
                Numbers.counted(scores.examples(), "image"),
                100 * scores.topOne(),
                100 * scores.topFive()));
        int width = scores.labels().stream().mapToInt(String::length).max().orElse(1);
        console.line(
                String.format(Locale.ROOT, "%-" + width + "s %6s %9s %6s", "class", "images", "precision", "recall"));
        for (ClassScore score : scores.classes()) {
            console.line(String.format(
                    Locale.ROOT,
                    "%-" + width + "s %6d %9s %6s",
                    score.label(),
                    score.examples(),
                    percent(score.precision()),
                    percent(score.recall())));
        }
        console.line("confusion matrix, a row for each true class, a column for each predicted one, in the same order");
        for (int row = 0; row < scores.labels().size(); row++) {
            console.line(String.format(
                            Locale.ROOT, "%-" + width + "s ", scores.labels().get(row))
                    + IntStream.of(scores.confusion()[row])
                            .mapToObj(count -> String.format(Locale.ROOT, "%4d", count))
                            .collect(Collectors.joining()));
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static ObjectNode object(String what, Scores scores) {
        ObjectNode node = JsonLine.object()
                .put("what", what)
                .put("images", scores.examples())
                .put("top_1", scores.topOne())
                .put("top_5", scores.topFive());
        ArrayNode classes = node.putArray("classes");
        for (ClassScore score : scores.classes()) {
            ObjectNode each = classes.addObject().put("label", score.label()).put("images", score.examples());
            putShare(each, "precision", score.precision());
            putShare(each, "recall", score.recall());
        }
        ArrayNode confusion = node.putArray("confusion");
        for (int[] row : scores.confusion()) {
            ArrayNode counts = confusion.addArray();
            IntStream.of(row).forEach(counts::add);
        }
        return node;
    }

    /** JSON has no word for what is not a number. */
    private static void putShare(ObjectNode node, String name, double share) {
        if (Double.isNaN(share)) {
            node.putNull(name);
        } else {
            node.put(name, share);
        }
    }
}
