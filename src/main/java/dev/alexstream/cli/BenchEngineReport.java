package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.bench.EngineFigure;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shapes;
import java.util.ArrayList;
import java.util.List;

/** Prints how fast engines are: JSON as it comes, a table at the end. */
final class BenchEngineReport {

    private final Console console;
    private final boolean json;
    private final String architecture;
    private final int classes;
    private final boolean primitives;
    private final FigureTable table;

    BenchEngineReport(Console console, boolean json, MeasuredNetwork network) {
        this(console, json, network, false);
    }

    /** @param primitives whether figures tell the share of the bare operations */
    BenchEngineReport(Console console, boolean json, MeasuredNetwork network, boolean primitives) {
        this.console = console;
        this.json = json;
        this.primitives = primitives;
        List<String> titles = new ArrayList<>(
                List.of("engine", "precision", "architecture", "classes", "batch", "median ms", "images/s"));
        if (primitives) {
            titles.add("primitives");
        }
        this.table = new FigureTable(titles.toArray(String[]::new));
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
            List<String> cells = new ArrayList<>(List.of(
                    figure.engine().engine(),
                    figure.engine().precision(),
                    architecture,
                    Integer.toString(classes),
                    Integer.toString(figure.batch()),
                    FigureTable.number(figure.medianMillis()),
                    FigureTable.number(figure.imagesPerSecond())));
            if (primitives) {
                cells.add(FigureTable.number(figure.primitivesShare()));
            }
            table.row(cells.toArray(String[]::new));
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
        JsonLine.figure(node, "median_ms", figure.medianMillis());
        JsonLine.figure(node, "images_per_second", figure.imagesPerSecond());
        return primitives ? JsonLine.figure(node, "primitives_share", figure.primitivesShare()) : node;
    }
}
