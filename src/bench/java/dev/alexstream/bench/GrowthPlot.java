package dev.alexstream.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws the charts as one SVG picture, two in a row, on logarithmic axes; readable on white and on black. */
public final class GrowthPlot {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 290;
    private static final int LEFT = 60;
    private static final int RIGHT = 380;
    private static final int TOP = 36;
    private static final int BOTTOM = 230;

    /** Styles of lines: blue, orange, and black or white. Whoever sees fewer colours tells them apart, too. */
    private static final int STYLES = 3;

    private static final String STYLE = """
            <style>
              text { font: 12px sans-serif; fill: #24292f; }
              .title { font-weight: bold; }
              .grid { stroke: #8c959f; stroke-opacity: 0.35; }
              .line { fill: none; stroke-width: 2; }
              .s0 { stroke: #0969da; fill: #0969da; }
              .s1 { stroke: #bc4c00; fill: #bc4c00; }
              .s2 { stroke: #24292f; fill: #24292f; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .s0 { stroke: #58a6ff; fill: #58a6ff; }
                .s1 { stroke: #f0883e; fill: #f0883e; }
                .s2 { stroke: #e6edf3; fill: #e6edf3; }
              }
              text.s0, text.s1, text.s2 { stroke: none; }
              polyline.s0, polyline.s1, polyline.s2 { fill: none; }
            </style>
            """;

    private GrowthPlot() {}

    /**
     * @param points of any charts; a chart without points is left out
     * @throws BenchException when a chart has more lines than can be told apart
     */
    public static String draw(List<GrowthPoint> points) {
        var charts = points.stream().map(GrowthPoint::chart).distinct().sorted().toList();
        int rows = (charts.size() + 1) / 2;
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n"
                .formatted(2 * WIDTH, rows * HEIGHT));
        svg.append(STYLE);
        for (int i = 0; i < charts.size(); i++) {
            GrowthChart chart = charts.get(i);
            svg.append("<g transform=\"translate(%d %d)\">\n".formatted(i % 2 * WIDTH, i / 2 * HEIGHT));
            svg.append(panel(
                    chart,
                    points.stream().filter(point -> point.chart() == chart).toList()));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String panel(GrowthChart chart, List<GrowthPoint> points) {
        LogAxis across = LogAxis.around(points.stream().mapToDouble(GrowthPoint::cause), LEFT, RIGHT);
        LogAxis up = LogAxis.around(points.stream().mapToDouble(GrowthPoint::cost), BOTTOM, TOP);
        var panel = new StringBuilder();
        panel.append(text("title", (LEFT + RIGHT) / 2.0, 16, "middle", chart.title()));
        panel.append(text("", (LEFT + RIGHT) / 2.0, BOTTOM + 36, "middle", chart.cause()));
        panel.append(text("", LEFT - 50, TOP - 8, "start", chart.cost()));
        for (double mark : across.marks()) {
            double x = across.place(mark);
            panel.append(line(x, TOP, x, BOTTOM)).append(text("", x, BOTTOM + 17, "middle", number(mark)));
        }
        for (double mark : up.marks()) {
            double y = up.place(mark);
            panel.append(line(LEFT, y, RIGHT, y)).append(text("", LEFT - 6, y + 4, "end", number(mark)));
        }
        var names = points.stream().map(GrowthPoint::series).distinct().toList();
        if (names.size() > STYLES) {
            throw new BenchException(
                    chart + " has more lines than the " + STYLES + " that can be told apart: " + names);
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            panel.append(series(
                    "s" + i,
                    points.stream().filter(point -> point.series().equals(name)).toList(),
                    across,
                    up));
        }
        return panel.toString();
    }

    private static String series(String style, List<GrowthPoint> points, LogAxis across, LogAxis up) {
        List<GrowthPoint> ordered = points.stream()
                .sorted(Comparator.comparingDouble(GrowthPoint::cause))
                .toList();
        String places = ordered.stream()
                .map(point -> place(across.place(point.cause())) + "," + place(up.place(point.cost())))
                .collect(Collectors.joining(" "));
        var drawn = new StringBuilder("<polyline class=\"line %s\" points=\"%s\"/>\n".formatted(style, places));
        ordered.forEach(point -> drawn.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>\n"
                .formatted(style, place(across.place(point.cause())), place(up.place(point.cost())))));
        GrowthPoint last = ordered.get(ordered.size() - 1);
        return drawn.append(text(style, across.place(last.cause()), up.place(last.cost()) - 8, "end", last.series()))
                .toString();
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                .formatted(place(x1), place(y1), place(x2), place(y2));
    }

    private static String text(String style, double x, double y, String anchor, String words) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(style, place(x), place(y), anchor, words);
    }

    private static String place(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
