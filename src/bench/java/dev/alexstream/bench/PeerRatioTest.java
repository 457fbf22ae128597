package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.Classifier.EngineInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerRatioTest {

    @Test
    void shouldCompareEachPrecisionWithTheFastestLibrary() {
        var figures = List.of(
                figure(Peer.OWN, "fp32", 30),
                figure(Peer.OWN, "bf16", 6),
                figure("slow", "fp32", 90),
                figure("fast", "fp32", 36));

        List<PeerRatio> ratios = PeerRatio.of(figures);

        assertThat(ratios).extracting(ratio -> ratio.peer().engine().engine()).containsOnly("fast");
        assertThat(ratios).extracting(PeerRatio::value).containsExactly(1.2, 6.0);
    }

    @Test
    void shouldCompareWithTheFastestAtAnyPrecisionToo() {
        var figures = List.of(figure(Peer.OWN, "bf16", 6), figure("exact", "fp32", 36), figure("coarse", "int8", 9));

        List<PeerRatio> ratios = PeerRatio.of(figures);

        assertThat(ratios).extracting(ratio -> ratio.peer().engine().engine()).containsExactly("exact", "coarse");
        assertThat(ratios).extracting(PeerRatio::value).containsExactly(6.0, 1.5);
    }

    @Test
    void shouldRefuseToCompareWithNothing() {
        assertThatThrownBy(() -> PeerRatio.of(List.of(figure(Peer.OWN, "fp32", 30))))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("no engine to compare with");
    }

    private static EngineFigure figure(String engine, String precision, double millis) {
        return new EngineFigure(new EngineInfo(engine, precision, "cpu"), 64, millis);
    }
}
