package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.PlainCut;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SyntheticPhotographs;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.StarterModel;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The starter model names a large photograph alike whether it was decoded at its size or at a part of it. */
class ScaledDecodingLabelsTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);

    private static final List<String> PHOTOGRAPHS = List.of(
            "corrupted-icc-srgb.jpg",
            "exif-empty-icc-profile.jpeg",
            "exif-jpeg-thumbnail-sony-dsc-p150-inverted-colors.jpg",
            "exif-rgb-thumbnail-sony-d700.jpg",
            "jfif-jfif-and-exif-thumbnail-sharpshot-iphone.jpg",
            "jfif-with-preview-as-second-image.jpg",
            "jfif-ycbcr-no-subsampling-intel.jpg",
            "no-image-types-rgb-us-web-coated-v2-ms-photogallery-exif.jpg");

    private final LoadedModel starter = StarterModel.load();

    @Test
    void shouldNameLargePhotographsAsIfDecodedWhole() throws IOException {
        List<byte[]> files = files();
        ImageDecoder decoder = new OpenCvImageDecoder(config(ImageConfig.class));
        List<RgbPixels> scaled = files.stream()
                .map(file -> ((Decoded) decoder.decode(file, GEOMETRY)).pixels())
                .toList();
        List<RgbPixels> whole = files.stream()
                .map(file -> new RgbPixels(GEOMETRY.cropSide(), PlainCut.ofJpeg(file, GEOMETRY)))
                .toList();

        try (Classifier classifier = Classifiers.open(
                starter.architecture(),
                starter.weights(),
                starter.manifest().preprocessing(),
                starter.manifest().activationRanges(),
                config(EngineConfig.class))) {
            assertThat(labels(classifier.classify(scaled))).isEqualTo(labels(classifier.classify(whole)));
        }
    }

    private List<String> labels(float[][] probabilities) {
        List<String> labels = new ArrayList<>();
        for (float[] each : probabilities) {
            int best = 0;
            for (int i = 1; i < each.length; i++) {
                best = each[i] > each[best] ? i : best;
            }
            labels.add(starter.manifest().labels().get(best));
        }
        return labels;
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : PHOTOGRAPHS) {
            try (InputStream in = ScaledDecodingLabelsTest.class.getResourceAsStream("/jpeg/" + name)) {
                files.add(in.readAllBytes());
            }
        }
        files.addAll(SyntheticPhotographs.take(4, 1024, 768, Encoding.JPEG));
        files.addAll(SyntheticPhotographs.take(2, 2400, 1800, Encoding.JPEG));
        return files;
    }

    private static <T> T config(Class<T> type) {
        return new SmallRyeConfigBuilder().withMapping(type).build().getConfigMapping(type);
    }
}
