package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.image.ImageHeader.Completeness;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NativeRoomTest {

    private static final long MIB = 1 << 20;
    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);

    private final NativeRoom room = new NativeRoom(100 * MIB);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    /** One for each piece of work: the common pool may have a single thread. */
    private final Executor threads = work -> new Thread(work, "test-work").start();

    @Test
    void shouldLetALargeImageWaitForAnotherAndASmallOneForNone() throws Exception {
        CompletableFuture<String> first = hold(room, 60 * MIB);
        CompletableFuture<String> second =
                CompletableFuture.supplyAsync(() -> room.within(50 * MIB, () -> "second"), threads);
        awaitOneWaiting(room);

        assertThat(room.within(NativeRoom.SMALL, () -> "small")).isEqualTo("small");
        assertThat(second).isNotDone();
        held.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("held");
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("second");
    }

    @Test
    void shouldLetImagesInTogetherThatFitTogether() throws Exception {
        CompletableFuture<String> first = hold(room, 60 * MIB);

        assertThat(room.within(40 * MIB, () -> "second")).isEqualTo("second");

        held.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("held");
    }

    @Test
    void shouldGiveRoomBackWhateverHappensAndTakeImagesLargerThanItself() {
        assertThatThrownBy(() -> room.within(500 * MIB, () -> {
                    throw new IllegalStateException("decoder defect");
                }))
                .hasMessage("decoder defect");
        Thread.currentThread().interrupt();

        assertThat(room.within(500 * MIB, () -> "again")).isEqualTo("again");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldWeighImagesByWhatDecodingThemTakes() {
        assertThat(header(ImageFormat.PNG, true, Completeness.DECODER_REFUSES).nativeBytes(1))
                .isEqualTo(600_000_000);
        assertThat(header(ImageFormat.PNG, false, Completeness.DECODER_REFUSES).nativeBytes(1))
                .isEqualTo(150_000_000);
        assertThat(header(ImageFormat.JPEG, false, Completeness.DECODER_REFUSES).nativeBytes(8))
                .as("several scans")
                .isBetween(300_000_000L, 310_000_000L);
        assertThat(header(ImageFormat.JPEG, false, Completeness.DECODER_REFUSES_WITHOUT_END)
                        .nativeBytes(8))
                .as("one scan")
                .isLessThan(NativeRoom.SMALL);
    }

    @Test
    void shouldDecodeALargeImageOnlyWhenTheProcessHasRoomForIt() throws Exception {
        ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);
        int side = 1_500;
        byte[] png = new PngWriter()
                .header(side, side, 8, PngWriter.RGBA)
                .rows(4 * side, new byte[4 * side * side])
                .end();
        CompletableFuture<String> other = hold(NativeRoom.OF_PROCESS, 600 * MIB);

        CompletableFuture<DecodeResult> large =
                CompletableFuture.supplyAsync(() -> decoder.decode(png, GEOMETRY), threads);
        awaitOneWaiting(NativeRoom.OF_PROCESS);
        held.countDown();

        assertThat(large.get(30, TimeUnit.SECONDS)).isInstanceOf(DecodeResult.Decoded.class);
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("held");
    }

    private CompletableFuture<String> hold(NativeRoom where, long bytes) throws InterruptedException {
        CompletableFuture<String> holder = CompletableFuture.supplyAsync(
                () -> where.within(bytes, () -> {
                    begun.countDown();
                    return awaitHeld();
                }),
                threads);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return holder;
    }

    private String awaitHeld() {
        try {
            return held.await(40, TimeUnit.SECONDS) ? "held" : "forgotten";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitOneWaiting(NativeRoom where) {
        while (where.waiting() == 0 && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        assertThat(where.waiting()).isOne();
    }

    private static ImageHeader header(ImageFormat format, boolean alpha, Completeness completeness) {
        return new ImageHeader(format, 10_000, 5_000, 1, alpha, completeness, null);
    }
}
