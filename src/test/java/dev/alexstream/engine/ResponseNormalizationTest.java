package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.network.Layer.LocalResponseNormalization;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseNormalizationTest {

    private static final int PLANE = 7;
    private static final int CHANNELS = 9;

    /** By hand: the middle one of five channels 1 to 5 sees 1 + 4 + 9 + 16 + 25 = 55. */
    @Test
    void shouldNotDivideAlphaByTheSize() {
        float[] normalized = new float[5];

        new ResponseNormalization(new LocalResponseNormalization("norm", 5, 2, 0.1, 0.75))
                .normalize(new float[] {1, 2, 3, 4, 5}, normalized, new float[1]);

        assertThat(normalized[2]).isCloseTo((float) (3 / Math.pow(7.5, 0.75)), within(1e-6f));
        assertThat(normalized[0]).isCloseTo((float) (1 / Math.pow(2 + 0.1 * 14, 0.75)), within(1e-6f));
        assertThat(normalized[4]).isCloseTo((float) (5 / Math.pow(2 + 0.1 * 50, 0.75)), within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"5,2,1e-4,0.75", "3,1,0.5,0.5", "1,1,1,0.75", "7,2,0.01,0.75", "31,1,0.01,0.9"})
    void shouldAgreeWithTheFormulaInDoublePrecision(int size, double k, double alpha, double beta) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[PLANE * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 200);
        }
        float[] normalized = new float[values.length];

        new ResponseNormalization(new LocalResponseNormalization("norm", size, k, alpha, beta))
                .normalize(values, normalized, new float[PLANE]);

        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int channel = i / PLANE - size / 2; channel <= i / PLANE + size / 2; channel++) {
                double value = channel < 0 || channel >= CHANNELS ? 0 : values[channel * PLANE + i % PLANE];
                sum += value * value;
            }
            double expected = values[i] * Math.pow(k + alpha * sum, -beta);
            assertThat((double) normalized[i]).isCloseTo(expected, within(expected * 1e-6));
        }
    }
}
