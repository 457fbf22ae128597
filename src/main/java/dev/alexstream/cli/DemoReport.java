package dev.alexstream.cli;

import dev.alexstream.kafka.AuditReport;
import dev.alexstream.model.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints the demo as it goes: results as they come, then what was rejected, then the sums. */
final class DemoReport {

    private final Console console;
    private final boolean json;
    private final int sources;
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long firstSent;
    private long lastSeen;
    private int sent;
    private int skipped;
    private int classified;

    DemoReport(Console console, boolean json, int sources) {
        this.console = console;
        this.json = json;
        this.sources = sources;
    }

    void started(String bootstrapServers, LoadedModel model, boolean ready) {
        var manifest = model.manifest();
        console.note(String.format(
                Locale.ROOT,
                "Broker on %s; worker with model %s %s (%d labels)%s; publishing %s.",
                bootstrapServers,
                manifest.name(),
                manifest.version(),
                manifest.labels().size(),
                ready ? "" : ", warming up",
                Numbers.counted(sources, "image")));
        if (!json) {
            console.line(ResultLine.header());
        }
        firstSent = System.nanoTime();
    }

    void published(Published published) {
        if (published instanceof Published.Acknowledged) {
            sent++;
        } else if (published instanceof Published.Skipped left) {
            skipped++;
            console.note("skipped " + left.source() + ": " + left.reason());
        } else if (published instanceof Published.Failed failed) {
            throw KafkaFailures.during("publishing " + failed.source(), failed.cause());
        }
    }

    boolean isComplete() {
        return classified + deadLetters.size() >= sent;
    }

    void outcome(ConsumerRecord<byte[], byte[]> record) {
        lastSeen = System.nanoTime();
        var letter = DeadLetter.of(record);
        letter.ifPresent(deadLetters::add);
        if (letter.isEmpty()) {
            classified++;
        }
        if (json || letter.isEmpty()) {
            console.line(new RecordLines(json).of(record));
        }
    }

    int conclude(AuditReport audit) {
        if (!json && !deadLetters.isEmpty()) {
            console.line("");
            deadLetters.forEach(letter -> console.line(
                    Plain.printable(ResultLine.rejected(letter.errorCode(), letter.source(), letter.reason()))));
        }
        String sums = String.format(
                Locale.ROOT,
                "%s: %d classified, %d rejected, %d skipped, in %.1f s. Audit: %s.",
                Numbers.counted(sources, "image"),
                classified,
                deadLetters.size(),
                skipped,
                (lastSeen - firstSent) / 1e9,
                AuditLines.brief(audit));
        if (json) {
            console.note(sums);
        } else {
            console.line("");
            console.line(sums);
        }
        if (!audit.clean()) {
            return ExitCode.FAILED;
        }
        return deadLetters.isEmpty() && skipped == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }
}
