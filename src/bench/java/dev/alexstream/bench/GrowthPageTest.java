package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class GrowthPageTest {

    private static final List<GrowthPoint> POINTS = List.of(
            new GrowthPoint(GrowthChart.ENGINE, "fp32", 64, 6.789),
            new GrowthPoint(GrowthChart.ENGINE, "fp32", 1, 17),
            new GrowthPoint(GrowthChart.ENGINE, "bf16", 1, 8),
            new GrowthPoint(GrowthChart.BACKLOG, "worker", 10_000, 71.23));

    @Test
    void shouldTabulateEverySeriesInTheOrderOfTheCause() {
        String page = GrowthPage.write(POINTS, "1 processor", "growth.svg");

        assertThat(page)
                .contains("""
                        | images in a batch | fp32, ms an image | bf16, ms an image |
                        |---:|---:|---:|
                        | 1 | 17 | 8 |
                        | 64 | 6.79 | - |
                        """)
                .contains("| 10,000 | 71.2 |\n")
                .contains("on a machine with 1 processor.")
                .doesNotContain("megapixels");
    }

    @Test
    void shouldDrawAPictureThatCanBeParsed() {
        String picture = GrowthPlot.draw(POINTS);

        assertThatCode(() -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8))))
                .doesNotThrowAnyException();
        assertThat(picture).contains(">fp32</text>").contains(">bf16</text>").contains("<circle");
    }

    @Test
    void shouldGiveEachLineAColourOfItsOwn() {
        String picture = GrowthPlot.draw(lines("bf16", "fp32", "int8"));

        assertThat(List.of("s0", "s1", "s2")).allSatisfy(style -> assertThat(picture)
                .containsOnlyOnce("<polyline class=\"line " + style + "\"")
                .containsPattern("(?s) \\." + style + " \\{ stroke: #.+dark.+ \\." + style + " \\{ stroke: #"));
    }

    @Test
    void shouldRefuseMoreLinesThanCanBeToldApart() {
        assertThatThrownBy(() -> GrowthPlot.draw(lines("bf16", "fp16", "fp32", "int8")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("[bf16, fp16, fp32, int8]");
    }

    private static List<GrowthPoint> lines(String... series) {
        return Stream.of(series)
                .map(name -> new GrowthPoint(GrowthChart.ENGINE, name, 1, 8))
                .toList();
    }

    @Test
    void shouldTellWhatAProcessorCanDo() {
        assertThat(MachineFeatures.sentence(2, "amd64", "flags\t: fpu avx2 amx_tile avx512_bf16\n"))
                .startsWith("2 processors, amd64 with avx2, avx512_bf16, Java ");
        assertThat(MachineFeatures.sentence(1, "aarch64", "")).startsWith("1 processor, aarch64, Java ");
    }
}
