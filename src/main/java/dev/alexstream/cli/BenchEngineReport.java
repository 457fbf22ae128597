package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shapes;
import java.util.List;

/** Prints how fast engines are: JSON as it comes, a table at the end. */
final class BenchEngineReport {

    private final Console console;
    private final boolean json;
    private final String architecture;
    private final int classes;
    private final FigureTable table =
            new FigureTable("engine", "precision", "architecture", "classes", "batch", "median ms", "images/s");

    BenchEngineReport(Console console, boolean json, MeasuredNetwork network) {
        this.console = console;
        this.json = json;
        List<Layer> layers = network.architecture().layers();
        this.architecture = network.architecture().name();
        this.classes = Shapes.of(network.architecture())
                .output(layers.get(layers.size() - 1).name())
                .size();
    }

    void add(EngineFigure figure) {
        if (json) {
            console.line(JsonLine.of(object(figure)));
        } else {
            table.row(
                    figure.engine().engine(),
                    figure.engine().precision(),
                    architecture,
                    Integer.toString(classes),
                    Integer.toString(figure.batch()),
                    FigureTable.number(figure.medianMillis()),
                    FigureTable.number(figure.imagesPerSecond()));
        }
    }

    void conclude() {
        if (!json) {
            table.lines().forEach(console::line);
        }
    }

    private ObjectNode object(EngineFigure figure) {
        ObjectNode node = JsonLine.object()
                .put("engine", figure.engine().engine())
                .put("precision", figure.engine().precision())
                .put("architecture", architecture)
                .put("classes", classes)
                .put("batch", figure.batch());
        return JsonLine.figure(
                JsonLine.figure(node, "median_ms", figure.medianMillis()),
                "images_per_second",
                figure.imagesPerSecond());
    }
}
