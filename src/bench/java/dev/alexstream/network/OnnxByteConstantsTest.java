package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnnxByteConstantsTest {

    @Test
    void shouldGiveEachOutputStepsUpToItsLargestWeight() {
        float[] weight = {1, -2, 0.5f, 127, 0, -1};

        float[] sizes = OnnxByteConstants.sizes(weight, 2);

        assertThat(sizes).containsExactly(2 / 127f, 1);
        assertThat(OnnxByteConstants.counts(weight, sizes)).containsExactly(64, -127, 32, 127, 0, -1);
    }

    @Test
    void shouldLetAnOutputWithoutWeightsKeepItsBias() {
        assertThat(OnnxByteConstants.sizes(new float[] {0, 0}, 1)).containsExactly(1);
    }
}
