package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.RgbPixels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewTest {

    /** Pixel (x, y) has red x, green y, blue 7. */
    private final RgbPixels square = gradient(20);

    @Test
    void shouldCutTheCentreForServing() {
        RgbPixels cut = View.ofServing(20).cut(square, 10);

        assertThat(cut.side()).isEqualTo(10);
        assertThat(pixel(cut, 0, 0)).containsExactly(5, 5, 7);
        assertThat(pixel(cut, 9, 3)).containsExactly(14, 8, 7);
    }

    @Test
    void shouldMirrorRowsAndKeepChannels() {
        RgbPixels cut = new View(20, 0, 1, true).cut(square, 10);

        assertThat(pixel(cut, 0, 0)).containsExactly(9, 10, 7);
        assertThat(pixel(cut, 9, 9)).containsExactly(0, 19, 7);
    }

    @Test
    void shouldLookAtCentreAndCornersEachWithItsMirrorImage() {
        assertThat(View.tenCrops(256)).hasSize(10).doesNotHaveDuplicates().startsWith(View.ofServing(256));
    }

    @Test
    void shouldCutTheCornersOfThePaperOutOfTheSquare() {
        RgbPixels square = gradient(256);

        List<List<Integer>> places = View.tenCrops(256).stream()
                .map(view -> {
                    RgbPixels cut = view.cut(square, 227);
                    int[] corner = pixel(cut, view.mirrored() ? 226 : 0, 0);
                    return List.of(corner[0], corner[1], view.mirrored() ? 1 : 0);
                })
                .toList();

        assertThat(places)
                .containsExactlyInAnyOrder(
                        List.of(15, 15, 0), List.of(15, 15, 1),
                        List.of(0, 0, 0), List.of(0, 0, 1),
                        List.of(29, 0, 0), List.of(29, 0, 1),
                        List.of(0, 29, 0), List.of(0, 29, 1),
                        List.of(29, 29, 0), List.of(29, 29, 1));
    }

    @Test
    void shouldCropAtEachPlaceAsLikelyAsAtAnyOther() {
        var random = new ResumableRandom(1);
        RgbPixels square = gradient(20);
        int[] lefts = new int[11];
        int[] tops = new int[11];
        int mirrored = 0;

        for (int i = 0; i < 11_000; i++) {
            View view = View.randomCrop(20, 10, random);
            RgbPixels cut = view.cut(square, 10);
            int[] corner = pixel(cut, view.mirrored() ? 9 : 0, 0);
            lefts[corner[0]]++;
            tops[corner[1]]++;
            mirrored += view.mirrored() ? 1 : 0;
        }

        assertThat(Arrays.stream(lefts)).allMatch(count -> count > 850 && count < 1150);
        assertThat(Arrays.stream(tops)).allMatch(count -> count > 850 && count < 1150);
        assertThat(mirrored).isBetween(5250, 5750);
    }

    @Test
    void shouldLookAtSeveralSizesFromThatOfServingToTheLargest() {
        assertThat(View.crops(256, 3)).hasSize(30).doesNotHaveDuplicates().startsWith(View.ofServing(256));
        assertThat(View.crops(256, 3)).extracting(View::shortSide).containsOnly(256, 288, 320);
        assertThat(View.crops(256, 1)).isEqualTo(View.tenCrops(256));
    }

    @Test
    void shouldKeepRandomViewsInsideTheImage() {
        var random = new Random(1);

        for (int i = 0; i < 500; i++) {
            View view = View.random(20, random);
            assertThat(view.shortSide()).isBetween(20, 25);
            assertThat(view.cut(gradient(view.shortSide()), 20).side()).isEqualTo(20);
        }
    }

    private static RgbPixels gradient(int side) {
        byte[] data = new byte[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            data[i * 3] = (byte) (i % side);
            data[i * 3 + 1] = (byte) (i / side);
            data[i * 3 + 2] = 7;
        }
        return new RgbPixels(side, data);
    }

    private static int[] pixel(RgbPixels pixels, int x, int y) {
        int at = (y * pixels.side() + x) * 3;
        return new int[] {pixels.data()[at] & 0xFF, pixels.data()[at + 1] & 0xFF, pixels.data()[at + 2] & 0xFF};
    }
}
