package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelEvent;
import dev.alexstream.model.Registry;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Versions of models as JSON, and as text for a person. */
final class ModelLines {

    /** Enough of a digest to tell one from another. */
    private static final int DIGEST_SHOWN = "sha256:".length() + 12;

    private ModelLines() {}

    /** @param last what had happened last at the time that is asked for */
    static byte[] json(ModelEntry entry, ModelEvent last) {
        ObjectNode line = JsonLine.object()
                .put("name", entry.model().name())
                .put("version", entry.model().version())
                .put("state", last.type().state().word())
                .put("digest", entry.model().digest())
                .put("since", last.at().toString())
                .put("by", last.by());
        last.reason().ifPresent(reason -> line.put("reason", reason));
        last.share().ifPresent(share -> line.put("share", share));
        return JsonLine.of(line);
    }

    static String[] row(ModelEntry entry, ModelEvent last) {
        return new String[] {
            entry.key(),
            state(last),
            last.at().truncatedTo(ChronoUnit.SECONDS).toString(),
            Plain.printable(last.by()),
            entry.model().digest().substring(0, DIGEST_SHOWN) + "…"
        };
    }

    /** Who answers after a change. */
    static void printChampion(Console console, OutputOptions output, Registry after) {
        after.champion().ifPresent(champion -> {
            if (output.json()) {
                print(console, output, champion);
            } else {
                console.line(champion.key() + " is the champion");
            }
        });
    }

    /** Where a version stands. */
    static void print(Console console, OutputOptions output, ModelEntry entry) {
        console.line(
                output.json()
                        ? json(entry, entry.last())
                        : (entry.key() + " is " + state(entry.last())).getBytes(StandardCharsets.UTF_8));
    }

    private static String state(ModelEvent last) {
        String share = last.share().isPresent()
                ? String.format(Locale.ROOT, " %.0f %%", last.share().getAsDouble() * 100)
                : "";
        return last.type().state().word() + share;
    }

    /** Everything that the registry knows of a version. */
    static List<String> story(ModelEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(entry.key() + " is " + entry.state().word());
        lines.add("digest    " + entry.model().digest());
        lines.add("location  " + entry.location());
        entry.parent().ifPresent(parent -> lines.add("parent    " + parent.key() + " " + parent.digest()));
        entry.figures()
                .forEach((name, value) ->
                        lines.add("figure    " + Plain.printable(name) + " = " + FigureTable.number(value)));
        entry.history().forEach(event -> lines.add("history   " + event(event)));
        return lines;
    }

    private static String event(ModelEvent event) {
        return event.at() + " " + event.type().word() + " by " + Plain.printable(event.by())
                + event.reason().map(reason -> ": " + Plain.printable(reason)).orElse("");
    }

    /** Each score, and the bounds of those that are above them. */
    static String drift(DriftEvent event) {
        Set<DriftKind> exceeded = event.rules().exceeded(event.scores());
        String scores = Stream.of(DriftKind.values())
                .filter(kind -> !Double.isNaN(event.scores().of(kind)))
                .map(kind -> score(event, kind, exceeded.contains(kind)))
                .collect(Collectors.joining(", "));
        return event.at() + (exceeded.isEmpty() ? " ceased" : " began") + ", seen by " + Plain.printable(event.worker())
                + " in " + event.answers() + " answers: " + scores;
    }

    private static String score(DriftEvent event, DriftKind kind, boolean exceeded) {
        String score = kind.word() + " " + FigureTable.number(event.scores().of(kind));
        return exceeded
                ? score + " (more than " + FigureTable.number(event.rules().threshold(kind)) + ")"
                : score;
    }
}
