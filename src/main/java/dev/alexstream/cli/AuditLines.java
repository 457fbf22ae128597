package dev.alexstream.cli;

import dev.alexstream.kafka.AuditReport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an audit found, as JSON, as a table, and in half a sentence. */
final class AuditLines {

    private AuditLines() {}

    static byte[] json(AuditReport report) {
        return JsonLine.of(JsonLine.object()
                .put("requests", report.requests())
                .put("results", report.results())
                .put("dead_letters", report.deadLetters())
                .put("pending", report.pending())
                .put("lost", report.lost())
                .put("duplicated", report.duplicated())
                .put("out_of_order", report.outOfOrder()));
    }

    static byte[] table(AuditReport report) {
        return Stream.of(
                        row("requests", report.requests()),
                        row("results", report.results()),
                        row("dead letters", report.deadLetters()),
                        row("pending", report.pending()),
                        row("lost", report.lost()),
                        row("duplicated", report.duplicated()),
                        row("out of order", report.outOfOrder()))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String brief(AuditReport report) {
        return String.format(
                Locale.ROOT,
                "%d lost, %d duplicated, %d out of order",
                report.lost(),
                report.duplicated(),
                report.outOfOrder());
    }

    private static String row(String name, long count) {
        return String.format(Locale.ROOT, "%-12s %10d", name, count);
    }
}
