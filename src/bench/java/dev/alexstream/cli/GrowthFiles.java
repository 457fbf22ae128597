package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.bench.GrowthChart;
import dev.alexstream.bench.GrowthPage;
import dev.alexstream.bench.GrowthPlot;
import dev.alexstream.bench.GrowthPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The points in {@code growth.jsonl}, and the page and the picture that are made of them. Charts can be measured one at a time: the points of
 * the others stay, as long as they are of the same machine.
 *
 * @param machine that measures now
 */
record GrowthFiles(Path folder, String machine) {

    private static final String PICTURE = "growth.svg";

    /** Puts new points in the place of those of the same chart. */
    void replace(GrowthChart chart, List<GrowthPoint> measured) {
        List<GrowthPoint> points = new ArrayList<>(points());
        points.removeIf(point -> point.chart() == chart);
        points.addAll(measured);
        points.sort(Comparator.comparing(GrowthPoint::chart).thenComparing(GrowthPoint::series));
        var lines = new StringBuilder();
        points.forEach(point -> lines.append(line(point)).append('\n'));
        write("growth.jsonl", lines.toString());
        write(PICTURE, GrowthPlot.draw(points));
        write("growth.md", GrowthPage.write(points, machine, PICTURE));
    }

    private List<GrowthPoint> points() {
        Path file = folder.resolve("growth.jsonl");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> JsonLine.parse(line.getBytes(StandardCharsets.UTF_8))
                                    .orElseThrow(
                                            () -> new CommandFailure(file + " has a line that is no JSON: " + line)))
                            .filter(node -> node.path("machine").asText().equals(machine))
                            .map(GrowthFiles::point)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static GrowthPoint point(JsonNode node) {
        return new GrowthPoint(
                new Words<>(GrowthChart.class).convert(node.path("chart").asText()),
                node.path("series").asText(),
                node.path("cause").asDouble(),
                node.path("cost").asDouble());
    }

    private String line(GrowthPoint point) {
        var node = JsonLine.object()
                .put("machine", machine)
                .put("chart", Words.of(point.chart()))
                .put("series", point.series());
        JsonLine.figure(JsonLine.figure(node, "cause", point.cause()), "cost", point.cost());
        return new String(JsonLine.of(node), StandardCharsets.UTF_8);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new CommandFailure(name + " cannot be written: " + e.getMessage(), e);
        }
    }
}
