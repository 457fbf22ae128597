package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationRangesTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatIsNoRange(double largest) {
        assertThatThrownBy(() -> new ActivationRanges(1, new TreeMap<>(Map.of("fc6", largest))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range of fc6 must be positive, not " + largest);
    }
}
