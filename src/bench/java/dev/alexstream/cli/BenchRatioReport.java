package dev.alexstream.cli;

import dev.alexstream.bench.PeerRatio;
import java.util.List;

/** Prints how many times as fast as the fastest library this program is. */
final class BenchRatioReport {

    private final Console console;
    private final boolean json;

    BenchRatioReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void print(List<PeerRatio> ratios) {
        if (json) {
            ratios.forEach(this::json);
        } else {
            console.line("");
            table(ratios).lines().forEach(console::line);
        }
    }

    private void json(PeerRatio ratio) {
        var node = JsonLine.object()
                .put("precision", ratio.own().engine().precision())
                .put("batch", ratio.own().batch())
                .put("fastest_peer", ratio.peer().engine().engine())
                .put("fastest_peer_precision", ratio.peer().engine().precision());
        console.line(JsonLine.of(JsonLine.figure(node, "ratio", ratio.value())));
    }

    private static FigureTable table(List<PeerRatio> ratios) {
        var table = new FigureTable("alexstream", "batch", "fastest library", "times as fast");
        ratios.forEach(ratio -> table.row(
                ratio.own().engine().precision(),
                Integer.toString(ratio.own().batch()),
                ratio.peer().engine().engine() + " " + ratio.peer().engine().precision(),
                FigureTable.number(ratio.value())));
        return table;
    }
}
