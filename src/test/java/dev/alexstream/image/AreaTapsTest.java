package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AreaTapsTest {

    @Test
    void shouldShareAPixelThatLiesUnderTwo() {
        AreaTaps taps = taps(0, 2, 1.5, 3);

        assertThat(taps.first(0)).isZero();
        assertThat(taps.share(0, 0)).isEqualTo(1 / 1.5f);
        assertThat(taps.share(1, 0)).isEqualTo((float) (0.5 / 1.5));
        assertThat(taps.first(1)).isEqualTo(1);
        assertThat(taps.share(0, 1)).isEqualTo((float) (0.5 / 1.5));
        assertThat(taps.share(1, 1)).isEqualTo(1 / 1.5f);
    }

    @Test
    void shouldGiveWhatIsLeftToTheLastOfAPartlyFilledImage() {
        AreaTaps taps = taps(255, 1, 256.5 / 256, 257);

        assertThat(taps.first(0)).isEqualTo(255);
        assertThat(taps.share(0, 0) + taps.share(1, 0)).isEqualTo(1);
    }

    @Test
    void shouldShareEachPixelOfTheResultOutWhole() {
        for (double scale : new double[] {1, 1.0001, 1.25, 1.9999, 2, 3.7, 12.5}) {
            AreaTaps taps = taps(3, 40, scale, (int) Math.ceil(43 * scale));
            for (int pixel = 0; pixel < taps.count(); pixel++) {
                float sum = 0;
                for (int tap = 0; tap < taps.most(); tap++) {
                    sum += taps.share(tap, pixel);
                }
                assertThat(sum).as("scale %s, pixel %d", scale, pixel).isBetween(0.998f, 1.002f);
            }
        }
    }

    @Test
    void shouldForgetTheLastImage() {
        AreaTaps taps = taps(0, 2, 9.5, 19);

        taps.set(0, 2, 1.5, 3);

        assertThat(taps.most()).isEqualTo(3);
        assertThat(taps.share(2, 0)).isZero();
        assertThat(taps.first(1)).isEqualTo(1);
    }

    @Test
    void shouldRefuseToGrow() {
        assertThatThrownBy(() -> taps(0, 1, 0.5, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale 0.5 does not shrink");
    }

    private static AreaTaps taps(int from, int count, double scale, int length) {
        AreaTaps taps = new AreaTaps();
        taps.set(from, count, scale, length);
        return taps;
    }
}
