package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Photographs that lie beside the repository on some machines. */
class SharedPhotographsTest {

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @Test
    void shouldDecodeEveryPhotograph() throws IOException {
        List<Path> folders = Stream.of("../shared/data", "../../shared/data")
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        assumeTrue(!folders.isEmpty(), "no photographs beside the repository");
        try (Stream<Path> files = Files.walk(folders.get(0))) {
            List<Path> photographs = files.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                    .toList();
            assertThat(photographs).hasSizeGreaterThan(1000);
            for (Path photograph : photographs) {
                assertThat(decoder.decode(Files.readAllBytes(photograph), new ImageGeometry(256, 227)))
                        .as(photograph.toString())
                        .isInstanceOf(DecodeResult.Decoded.class);
            }
        }
    }
}
