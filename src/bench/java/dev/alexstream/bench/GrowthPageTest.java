package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void shouldTellWhatAProcessorCanDo() {
        assertThat(MachineFeatures.sentence(2, "amd64", "flags\t: fpu avx2 amx_tile avx512_bf16\n"))
                .startsWith("2 processors, amd64 with avx2, avx512_bf16, Java ");
        assertThat(MachineFeatures.sentence(1, "aarch64", "")).startsWith("1 processor, aarch64, Java ");
    }
}
