package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.bench.DecodeFigure;
import java.util.List;

/** Prints what decoding takes. */
final class BenchDecodeReport {

    private final Console console;
    private final boolean json;

    BenchDecodeReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void print(List<DecodeFigure> figures) {
        if (json) {
            figures.forEach(figure -> console.line(JsonLine.of(object(figure))));
        } else {
            table(figures).lines().forEach(console::line);
        }
    }

    private static FigureTable table(List<DecodeFigure> figures) {
        var table = new FigureTable(
                "format",
                "size",
                "images",
                "mean file",
                "threads",
                "median ms",
                "core ms",
                "images/s a core",
                "images/s");
        for (DecodeFigure figure : figures) {
            table.row(
                    figure.files().format(),
                    figure.files().sizeClass().label(),
                    Integer.toString(figure.files().images()),
                    Numbers.bytes(Math.round(figure.files().meanBytes())),
                    Integer.toString(figure.cost().threads()),
                    FigureTable.number(figure.cost().medianMillis()),
                    FigureTable.number(figure.cost().coreMillis()),
                    FigureTable.number(figure.cost().imagesPerSecondPerCore()),
                    FigureTable.number(figure.cost().imagesPerSecond()));
        }
        return table;
    }

    private static ObjectNode object(DecodeFigure figure) {
        ObjectNode node = JsonLine.object()
                .put("format", figure.files().format())
                .put("size_class", figure.files().sizeClass().label())
                .put("images", figure.files().images())
                .put("mean_bytes", Math.round(figure.files().meanBytes()))
                .put("threads", figure.cost().threads());
        JsonLine.figure(node, "median_ms", figure.cost().medianMillis());
        JsonLine.figure(node, "core_ms", figure.cost().coreMillis());
        JsonLine.figure(node, "images_per_second_per_core", figure.cost().imagesPerSecondPerCore());
        return JsonLine.figure(node, "images_per_second", figure.cost().imagesPerSecond());
    }
}
