package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.bench.PipelineDuelFigures;
import dev.alexstream.bench.PipelineDuelFigures.Side;
import java.util.List;

/** Prints how fast two pipelines were, and how many times as fast as the plain one ours was. */
final class BenchPlainReport {

    private final Console console;
    private final boolean json;

    BenchPlainReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void print(PipelineDuelFigures figures) {
        List<Side> sides = List.of(figures.own(), figures.other());
        if (json) {
            sides.forEach(side -> console.line(JsonLine.of(object(side))));
            ObjectNode last =
                    JsonLine.object().put("rounds", figures.own().turns().size());
            console.line(JsonLine.of(JsonLine.figure(last, "ratio", figures.ratio())));
        } else {
            table(sides).lines().forEach(console::line);
            console.line("");
            console.line("alexstream is " + FigureTable.number(figures.ratio()) + " times as fast");
        }
    }

    private static ObjectNode object(Side side) {
        ObjectNode node = JsonLine.object()
                .put("pipeline", side.pipeline())
                .put("engine", side.engine().engine())
                .put("precision", side.engine().precision());
        JsonLine.figure(node, "images_per_second", side.imagesPerSecond());
        return JsonLine.figure(node, "worker_cpu_ms_per_image", side.coreMillis());
    }

    private static FigureTable table(List<Side> sides) {
        var table = new FigureTable("pipeline", "engine", "precision", "images/s", "core ms an image");
        sides.forEach(side -> table.row(
                side.pipeline(),
                side.engine().engine(),
                side.engine().precision(),
                FigureTable.number(side.imagesPerSecond()),
                FigureTable.number(side.coreMillis())));
        return table;
    }
}
