package dev.alexstream.cli;

import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelEvent;
import dev.alexstream.model.Registry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the versions of models that are registered, oldest first, and where each of them stands.",
            "The champion answers; while there is none, the configured model or the starter model does."
        })
final class ModelsListCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "As it stood then, for example 2026-11-25T20:00:00Z (default: now).")
    private Instant at;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsListCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Registry registry =
                ModelOffice.visit(settings, kafka, office -> office.registry().snapshot());
        Instant time = at == null ? Instant.MAX : at;
        List<ModelEntry> entries = registry.entries().stream()
                .filter(entry -> entry.stateAt(time).isPresent())
                .toList();
        if (output.json()) {
            entries.forEach(entry -> console.line(ModelLines.json(entry, last(entry, time))));
        } else {
            table(entries, time);
        }
        return ExitCode.DONE;
    }

    private void table(List<ModelEntry> entries, Instant time) {
        if (entries.isEmpty()) {
            console.note("no models are registered" + (at == null ? "" : " by " + at)
                    + "; the configured model or the starter model answers");
            return;
        }
        FigureTable table = new FigureTable("model", "state", "since", "by", "digest");
        entries.forEach(entry -> table.row(ModelLines.row(entry, last(entry, time))));
        table.lines().forEach(console::line);
    }

    private static ModelEvent last(ModelEntry entry, Instant time) {
        return entry.history().stream()
                .filter(event -> !event.at().isAfter(time))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
