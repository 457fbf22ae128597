package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.RgbPixels;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DecodeBenchTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(1, 1);
    private static final int COLD = 60;

    private final AtomicInteger decoded = new AtomicInteger();

    @Test
    void shouldNotCountWhatIsSlowBeforeCodeIsCompiled() {
        ImageDecoder compiledLate = (file, geometry) -> after(decoded.getAndIncrement() < COLD ? 5 : 0);

        DecodeFigure figure = bench(compiledLate, Duration.ofMillis(600))
                .measure(files(4))
                .figures()
                .get(0);

        assertThat(figure.files().images()).isEqualTo(4);
        assertThat(figure.cost().coreMillis()).isBetween(0.0, 1.0);
    }

    @Test
    void shouldMeasureNoMoreFilesThanAreDecodedInTheGivenTime() {
        DecodeBench bench = bench((file, geometry) -> after(2), Duration.ZERO);

        DecodeFigure figure =
                bench.measureSome(files(1_000), Duration.ofMillis(30)).figures().get(0);

        assertThat(figure.files().images()).isBetween(1, 16);
    }

    private static List<byte[]> files(int count) {
        return Collections.nCopies(count, new byte[7]);
    }

    private static DecodeBench bench(ImageDecoder decoder, Duration warmUp) {
        return new DecodeBench(decoder, GEOMETRY, 1, warmUp);
    }

    /** Takes so much of a core, however busy the machine is. */
    private static DecodeResult after(int millis) {
        long end = coreNanos() + Duration.ofMillis(millis).toNanos();
        while (coreNanos() < end) {
            Thread.onSpinWait();
        }
        return new Decoded(new RgbPixels(1, new byte[3]), "jpeg", 1, 1);
    }

    private static long coreNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
