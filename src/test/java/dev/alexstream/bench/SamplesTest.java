package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void shouldTakeTheMiddleAsMedian() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
    }

    @Test
    void shouldTakeTheNearestRankAsPercentile() {
        Samples hundred = Samples.of(
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(hundred.percentile(0.5)).isEqualTo(50);
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.percentile(1)).isEqualTo(100);
        assertThat(Samples.of(7).percentile(0.01)).isEqualTo(7);
    }

    @Test
    void shouldRefuseWhatHasNoAnswer() {
        assertThatThrownBy(Samples::of).hasMessageContaining("values");
        assertThatThrownBy(() -> Samples.of(1).percentile(0)).hasMessageContaining("share 0");
    }
}
