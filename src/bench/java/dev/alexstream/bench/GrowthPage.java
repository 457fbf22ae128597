package dev.alexstream.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that shows how cost grows: a picture and tables, in Markdown. */
public final class GrowthPage {

    private GrowthPage() {}

    /**
     * @param machine where all points were measured
     * @param picture name of the file that lies beside the page
     */
    public static String write(List<GrowthPoint> points, String machine, String picture) {
        var page = new StringBuilder("""
                # How cost grows

                Written, with the picture, by

                ```sh
                ./mvnw -B -ntp -q -Pbench -DskipTests package exec:exec -Dbench="growth --full"
                ```

                on a machine with %s. Both axes of every chart are logarithmic.

                ![Charts of the tables below](%s)
                """.formatted(machine, picture));
        for (GrowthChart chart : GrowthChart.values()) {
            List<GrowthPoint> own =
                    points.stream().filter(point -> point.chart() == chart).toList();
            if (!own.isEmpty()) {
                page.append("\n## ").append(chart.title()).append("\n\n");
                page.append(chart.note()).append("\n\n").append(table(chart, own));
            }
        }
        return page.toString();
    }

    private static String table(GrowthChart chart, List<GrowthPoint> points) {
        List<String> series =
                points.stream().map(GrowthPoint::series).distinct().toList();
        String titles = series.stream()
                .map(name -> " " + name + ", " + chart.cost() + " |")
                .collect(Collectors.joining());
        String rows = points.stream()
                .map(GrowthPoint::cause)
                .distinct()
                .sorted()
                .map(cause -> "| " + number(cause) + " |"
                        + series.stream()
                                .map(name -> " " + cost(points, name, cause) + " |")
                                .collect(Collectors.joining())
                        + "\n")
                .collect(Collectors.joining());
        return "| " + chart.cause() + " |" + titles + "\n|---:|" + "---:|".repeat(series.size()) + "\n" + rows;
    }

    private static String cost(List<GrowthPoint> points, String series, double cause) {
        return points.stream()
                .filter(point -> point.series().equals(series) && point.cause() == cause)
                .map(point -> number(point.cost()))
                .findFirst()
                .orElse("-");
    }

    /** Three figures that count, thousands apart. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(3));
        return String.format(
                Locale.ROOT, "%,." + Math.max(0, rounded.stripTrailingZeros().scale()) + "f", rounded);
    }
}
