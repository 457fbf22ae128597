package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints the demo as it goes: results as they come, what was learned in between, then what was rejected, then the sums. */
final class DemoReport {

    private final Console console;
    private final boolean json;
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private long began;
    private long lastSeen;
    private long nanos;
    private int asked;
    private int sent;
    private int skipped;
    private int classified;

    DemoReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void started(String bootstrapServers, LoadedModel model) {
        var manifest = model.manifest();
        console.note(String.format(
                Locale.ROOT,
                "Broker on %s; worker with model %s %s (%d labels).",
                bootstrapServers,
                manifest.name(),
                manifest.version(),
                manifest.labels().size()));
    }

    void asking(int images) {
        console.note(String.format(Locale.ROOT, "Publishing %s.", Numbers.counted(images, "image")));
        if (!json) {
            console.line(ResultLine.header());
        }
        asked += images;
        right.add(0);
        endAct();
        began = System.nanoTime();
        lastSeen = began;
    }

    private void endAct() {
        nanos += lastSeen - began;
    }

    void published(Published published) {
        if (published instanceof Published.Skipped left) {
            skipped++;
            console.note("skipped " + left.source() + ": " + left.reason());
        } else {
            requireSent(published);
            sent++;
        }
    }

    static void requireSent(Published published) {
        if (published instanceof Published.Failed failed) {
            throw KafkaFailures.during("publishing " + failed.source(), failed.cause());
        }
    }

    boolean isComplete() {
        return classified + deadLetters.size() >= sent;
    }

    void outcome(ConsumerRecord<byte[], byte[]> record) {
        lastSeen = System.nanoTime();
        Optional<DeadLetter> letter = DeadLetter.of(record);
        letter.ifPresent(deadLetters::add);
        if (letter.isEmpty()) {
            classified++;
            JsonLine.parse(record.value())
                    .filter(DemoReport::isRight)
                    .ifPresent(result -> right.set(right.size() - 1, right.get(right.size() - 1) + 1));
        }
        if (json || letter.isEmpty()) {
            console.line(new RecordLines(json).of(record));
        }
    }

    /** Drawings lie in folders that are named for what was drawn. */
    private static boolean isRight(JsonNode result) {
        String label = result.path("predictions").path(0).path("label").asText();
        return result.path("source").asText().contains("/" + label + "/");
    }

    void teaching(int images) {
        console.note(String.format(
                Locale.ROOT,
                "Publishing %d other drawings with their labels to images.labels, and waiting for the trainer.",
                images));
    }

    void learned(ModelEntry entry) {
        if (json) {
            console.line(ModelLines.json(entry, entry.last()));
            return;
        }
        console.line("");
        console.line(entry.key() + " is " + entry.state().word()
                + entry.last().reason().map(reason -> ". " + reason).orElse(""));
        console.line("");
    }

    /** @param better what was to be learned serves */
    int conclude(boolean better, AuditReport audit) {
        endAct();
        if (!json && !deadLetters.isEmpty()) {
            console.line("");
            deadLetters.forEach(letter -> console.line(
                    Plain.printable(ResultLine.rejected(letter.errorCode(), letter.source(), letter.reason()))));
        }
        say("");
        if (right.size() > 1) {
            int each = asked / right.size();
            say("Right: %d of %d before it learned, %d of %d after.".formatted(right.get(0), each, right.get(1), each));
        }
        say(String.format(
                Locale.ROOT,
                "%s: %d classified, %d rejected, %d skipped, in %.1f s. Audit: %s.",
                Numbers.counted(asked, "image"),
                classified,
                deadLetters.size(),
                skipped,
                nanos / 1e9,
                AuditLines.brief(audit)));
        if (!audit.clean() || !better) {
            return ExitCode.FAILED;
        }
        return deadLetters.isEmpty() && skipped == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    /** Sums are for a person. */
    private void say(String line) {
        if (!json) {
            console.line(line);
        } else if (!line.isEmpty()) {
            console.note(line);
        }
    }
}
