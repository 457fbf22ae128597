package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding leaves nothing to the garbage collector that grows with the image. */
class DecodeGarbageTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int PIXELS = 227 * 227 * 3;
    private static final int SMALL_OBJECTS = 6_000;
    private static final int TIMES = 200;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(ints = {200, 256, 300, 500, 1024})
    void shouldAllocateOnlyThePixels(int side) {
        assertThat(allocated(Picture.landscape(side * 4 / 3, side).imageIo("jpeg")))
                .isLessThan(PIXELS + SMALL_OBJECTS);
    }

    @Test
    void shouldAllocateOnlyThePixelsOfATurnedImage() {
        byte[] turned = OrientationTest.jpegWithExif(
                Picture.landscape(400, 300).imageIo("jpeg"), OrientationTest.exif(6, ByteOrder.BIG_ENDIAN));

        assertThat(allocated(turned)).isLessThan(PIXELS + SMALL_OBJECTS);
    }

    @Test
    void shouldAllocateOnlyThePixelsOfATransparentImage() {
        byte[] samples = new byte[400 * 300 * 4];
        Arrays.fill(samples, (byte) 100);
        byte[] transparent = Picture.landscape(400, 300).openCv(".png", opencv_core.CV_8UC4, samples);

        assertThat(allocated(transparent)).isLessThan(PIXELS + SMALL_OBJECTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1024})
    void shouldAllocateOnlyThePixelsOfAGif(int side) {
        assertThat(allocated(Picture.landscape(side * 4 / 3, side).imageIo("gif")))
                .isLessThan(PIXELS + SMALL_OBJECTS);
    }

    private long allocated(byte[] image) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode(image, GEOMETRY);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            decoder.decode(image, GEOMETRY);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / TIMES;
    }
}
