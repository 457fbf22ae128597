package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.bench.GrowthChart;
import dev.alexstream.bench.GrowthPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthFilesTest {

    private static final List<GrowthPoint> DECODING = List.of(new GrowthPoint(GrowthChart.DECODE, "JPEG", 1, 6.5));
    private static final List<GrowthPoint> DRAINING = List.of(new GrowthPoint(GrowthChart.BACKLOG, "worker", 100, 1.5));

    @TempDir
    private Path folder;

    @Test
    void shouldKeepTheOtherChartsOfTheMachine() throws IOException {
        var files = new GrowthFiles(folder, "2 processors");
        files.replace(GrowthChart.DECODE, DECODING);

        files.replace(GrowthChart.BACKLOG, DRAINING);

        assertThat(page()).contains("| 1 | 6.5 |").contains("| 100 | 1.5 |");
        assertThat(folder.resolve("growth.svg")).content().contains(">JPEG</text>");
    }

    @Test
    void shouldReplaceThePointsOfAChart() throws IOException {
        var files = new GrowthFiles(folder, "2 processors");
        files.replace(GrowthChart.DECODE, DECODING);

        files.replace(GrowthChart.DECODE, List.of(new GrowthPoint(GrowthChart.DECODE, "JPEG", 2, 9)));

        assertThat(page()).contains("| 2 | 9 |").doesNotContain("| 1 | 6.5 |");
    }

    @Test
    void shouldForgetWhatAnotherMachineMeasured() throws IOException {
        new GrowthFiles(folder, "64 processors").replace(GrowthChart.DECODE, DECODING);

        new GrowthFiles(folder, "2 processors").replace(GrowthChart.BACKLOG, DRAINING);

        assertThat(page()).contains("2 processors").doesNotContain("64 processors", "6.5");
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("growth.md"));
    }
}
