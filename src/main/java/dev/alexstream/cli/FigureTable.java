package dev.alexstream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns as wide as what stands in them: words to the left, numbers to the right. */
final class FigureTable {

    /** What is printed where there is no figure. */
    private static final String NONE = "-";

    private final List<String[]> rows = new ArrayList<>();

    FigureTable(String... titles) {
        rows.add(titles);
    }

    void row(String... cells) {
        rows.add(cells);
    }

    /** Three figures that count; a dash for what is not a number. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).length)
                .map(column -> rows.stream()
                        .mapToInt(row -> row[column].length())
                        .max()
                        .orElse(1))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        return IntStream.range(0, row.length)
                .mapToObj(column -> String.format(
                        Locale.ROOT, "%" + (isNumeric(column) ? "" : "-") + widths[column] + "s", row[column]))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .skip(1)
                .allMatch(row -> row[column].equals(NONE) || row[column].matches("-?[0-9.]+( %| [kMG]?B)?"));
    }
}
