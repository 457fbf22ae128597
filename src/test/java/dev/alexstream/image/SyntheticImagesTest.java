package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages.Drawn;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticImagesTest {

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @Test
    void shouldDrawTheSameImagesForTheSameSeed() {
        List<Drawn> first = SyntheticImages.draw(10, 7);
        List<Drawn> second = SyntheticImages.draw(10, 7);

        for (int i = 0; i < 10; i++) {
            assertThat(first.get(i).jpeg()).isEqualTo(second.get(i).jpeg());
        }
        assertThat(SyntheticImages.draw(1, 8).get(0).jpeg())
                .isNotEqualTo(first.get(0).jpeg());
    }

    @Test
    void shouldDrawImagesThatDecode() {
        for (Drawn drawn : SyntheticImages.draw(50, 1)) {
            assertThat(decoder.decode(drawn.jpeg(), new ImageGeometry(256, 227)))
                    .as(drawn.label())
                    .isInstanceOf(DecodeResult.Decoded.class);
        }
    }

    @Test
    void shouldLetTheClassesTakeTurns() {
        assertThat(SyntheticImages.draw(6, 1))
                .extracting(Drawn::label)
                .containsExactly("discs", "rings", "stripes", "checks", "scribble", "discs");
    }
}
