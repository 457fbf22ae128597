package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;

class ConcurrentDecodingTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int THREADS = 8;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @Test
    void shouldGiveTheSamePixelsFromManyThreadsAtOnce() throws Exception {
        List<byte[]> files = files();
        List<byte[]> alone = files.stream().map(this::pixels).toList();

        List<Callable<List<byte[]>>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> files.stream().map(this::pixels).toList());
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<byte[]>> together : executor.invokeAll(tasks)) {
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(together.get().get(i)).isEqualTo(alone.get(i));
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldReleaseNativeMemoryBeforeReturning() {
        List<byte[]> files = files();
        files.add(new byte[0]);
        files.add(Arrays.copyOf(files.get(0), 5000));
        files.forEach(file -> decoder.decode(file, GEOMETRY));
        long before = Pointer.totalCount();

        files.forEach(file -> decoder.decode(file, GEOMETRY));

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void shouldLeaveParallelismToItsCaller() {
        assertThat(opencv_core.getNumThreads()).isEqualTo(1);
    }

    private static List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        SyntheticImages.draw(10, 3).forEach(drawn -> files.add(drawn.jpeg()));
        files.add(Picture.landscape(700, 600).openCv(".jpg"));
        files.add(Picture.landscape(300, 400).png());
        files.add(Picture.landscape(400, 300).openCv(".webp"));
        files.add(Picture.landscape(400, 300).imageIo("gif"));
        return files;
    }

    private byte[] pixels(byte[] file) {
        return ((DecodeResult.Decoded) decoder.decode(file, GEOMETRY)).pixels().data();
    }
}
