package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.RgbPixels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrecisionProbeTest {

    private static final float[][] EXPECTED = {{0.7f, 0.2f, 0.1f}};

    @Test
    void shouldAcceptProbabilitiesWithinTheBound() {
        assertThat(PrecisionProbe.objection(EXPECTED, new float[][] {{0.66f, 0.23f, 0.11f}}))
                .isEmpty();
    }

    @Test
    void shouldAcceptAnotherFirstClassWhenTheTwoAreWithinTheBound() {
        assertThat(PrecisionProbe.objection(new float[][] {{0.51f, 0.49f}}, new float[][] {{0.49f, 0.51f}}))
                .isEmpty();
    }

    /** Each of the two moves by less than the bound of 0.05, and together they pass each other. */
    @Test
    void shouldObjectToAnotherFirstClassWhenTheTwoAreFurtherApartThanTheBound() {
        float[][] expected = {{0.42f, 0.5f, 0.08f}};

        assertThat(PrecisionProbe.objection(expected, new float[][] {{0.461f, 0.459f, 0.08f}}))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("a class comes first that is behind by 0.16"));
        assertThat(PrecisionProbe.objection(expected, new float[][] {{0.459f, 0.461f, 0.08f}}))
                .isEmpty();
    }

    @Test
    void shouldObjectInWhicheverImageItIs() {
        assertThat(PrecisionProbe.objection(
                        new float[][] {EXPECTED[0], {0.2f, 0.8f, 0}}, new float[][] {EXPECTED[0], {0.8f, 0.2f, 0}}))
                .isPresent();
    }

    @Test
    void shouldObjectToAProbabilityBeyondTheBound() {
        assertThat(PrecisionProbe.objection(EXPECTED, new float[][] {{0.6f, 0.3f, 0.1f}}))
                .hasValueSatisfying(reason -> assertThat(reason).contains("more than 0.1"));
    }

    @Test
    void shouldObjectWhereAllProbabilitiesAreSmallToo() {
        float[] even = new float[1000];
        Arrays.fill(even, 0.001f);
        float[] wanted = even.clone();
        wanted[7] = 0.0015f;

        assertThat(PrecisionProbe.objection(new float[][] {wanted}, new float[][] {even}))
                .isPresent();
    }

    @Test
    void shouldObjectToWhatIsNoNumber() {
        assertThat(PrecisionProbe.objection(EXPECTED, new float[][] {{0.7f, Float.NaN, 0.1f}}))
                .isPresent();
    }

    @Test
    void shouldShowCoarseAndFineImagesOfTheNetworksSize() {
        assertThat(PrecisionProbe.images(31))
                .hasSize(8)
                .extracting(RgbPixels::side)
                .containsOnly(31);
        byte[] coarse = PrecisionProbe.images(31).get(7).data();
        assertThat(coarse).startsWith(coarse[0], coarse[1], coarse[2], coarse[0], coarse[1], coarse[2]);
    }
}
