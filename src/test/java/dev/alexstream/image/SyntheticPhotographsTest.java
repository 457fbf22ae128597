package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticPhotographsTest {

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @ParameterizedTest
    @EnumSource
    void shouldMakeFilesOfTheFormatAndSize(Encoding encoding) {
        List<byte[]> files = SyntheticPhotographs.take(3, 300, 260, encoding);

        assertThat(files).doesNotHaveDuplicates().allSatisfy(file -> assertThat(
                        decoder.decode(file, new ImageGeometry(256, 227)))
                .isInstanceOfSatisfying(Decoded.class, decoded -> {
                    assertThat(decoded.format()).isEqualTo(encoding.name().toLowerCase(Locale.ROOT));
                    assertThat(decoded.width()).isEqualTo(300);
                    assertThat(decoded.height()).isEqualTo(260);
                }));
    }

    @Test
    void shouldMakeTheSameFilesAgain() {
        List<byte[]> first = SyntheticPhotographs.take(2, 100, 80, Encoding.JPEG);
        List<byte[]> second = SyntheticPhotographs.take(2, 100, 80, Encoding.JPEG);

        assertThat(first.get(0)).isEqualTo(second.get(0));
        assertThat(first.get(1)).isEqualTo(second.get(1));
    }

    @Test
    void shouldWeighAboutWhatPhotographsWeigh() {
        byte[] file = SyntheticPhotographs.take(1, 500, 375, Encoding.JPEG).get(0);

        assertThat(file.length).isBetween(80_000, 140_000);
    }
}
