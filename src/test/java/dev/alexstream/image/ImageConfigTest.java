package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageConfigTest {

    @Test
    void shouldHaveTheDocumentedDefaults() {
        ImageConfig config = config(Map.of());

        assertThat(config.maxPixels()).isEqualTo(50_000_000);
        assertThat(config.maxSide()).isEqualTo(20_000);
    }

    @Test
    void shouldReadTheDocumentedNames() {
        ImageConfig config = config(Map.of("alexstream.image.max-pixels", "1000", "alexstream.image.max-side", "100"));

        assertThat(config.maxPixels()).isEqualTo(1000);
        assertThat(config.maxSide()).isEqualTo(100);
    }

    @Test
    void shouldRefuseLimitsThatOpenCvCannotKeep() {
        assertThatThrownBy(() -> new OpenCvImageDecoder(new FixedImageConfig(1L << 31, 100)))
                .hasMessageContaining("alexstream.image.max-pixels is 2147483648");
        assertThatThrownBy(() -> new OpenCvImageDecoder(new FixedImageConfig(100, 0)))
                .hasMessageContaining("alexstream.image.max-side is 0");
    }

    private static ImageConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(ImageConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ImageConfig.class);
    }
}
