package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.DecodeResult.Undecodable;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The photographs and broken files that the TwelveMonkeys project collected, each with its expected verdict. */
class PhotographCorpusTest {

    private static final String VERDICTS = "twelvemonkeys-verdicts.txt";
    private static final String A_BROKEN_FILE = "/broken-jpeg/broken-sos-before-sof.jpg";
    private static final Pattern COLLECTED = Pattern.compile("(broken-jpeg|exif|jpeg|jpeg-lossless)/[^/]+");

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @Test
    void shouldJudgeEveryFileAsExpected() throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        JarURLConnection connection = (JarURLConnection)
                PhotographCorpusTest.class.getResource(A_BROKEN_FILE).openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (COLLECTED.matcher(entry.getName()).matches()) {
                    verdicts.put(
                            entry.getName(), verdict(jar.getInputStream(entry).readAllBytes()));
                }
            }
        }

        assertThat(verdicts).isEqualTo(expected());
    }

    private String verdict(byte[] file) {
        DecodeResult result = decoder.decode(file, new ImageGeometry(256, 227));
        if (result instanceof Decoded decoded) {
            return decoded.width() + "x" + decoded.height();
        }
        return ((Undecodable) result).failure().name();
    }

    private static Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        try (InputStream in = PhotographCorpusTest.class.getResourceAsStream(VERDICTS)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line ->
                            expected.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        }
        return expected;
    }
}
