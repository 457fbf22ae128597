package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MemoryGuardTest {

    private final AtomicInteger kept = new AtomicInteger(1);
    private final MemoryGuard memory = new MemoryGuard(duration -> {}, () -> kept.set(0));

    /** One for each piece of work: the common pool may have a single thread. */
    private final Executor threads = work -> new Thread(work, "test-work").start();

    @Test
    void shouldDoWorkBesideOtherWork() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(() -> memory.run(() -> meet(both)), threads);
        CompletableFuture<Boolean> two = CompletableFuture.supplyAsync(() -> memory.run(() -> meet(both)), threads);

        assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(two.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldWaitForWorkUnderWayBeforeWorkIsDoneAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(
                () -> memory.run(() -> {
                    underWay.incrementAndGet();
                    begun.countDown();
                    boolean released = await(release);
                    underWay.decrementAndGet();
                    return released;
                }),
                threads);
        await(begun);

        CompletableFuture<Integer> alone = CompletableFuture.supplyAsync(() -> memory.again(underWay::get), threads);
        release.countDown();

        assertThat(alone.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldLetGoOfWhatIsKeptBeforeWorkIsDoneAgain() {
        assertThat(memory.run(kept::get)).isEqualTo(1);
        assertThat(memory.again(kept::get)).isZero();
    }

    @Test
    void shouldLetGoOfWhatIsKeptForWorkThatRunsElsewhere() {
        assertThat(memory.awaitOthers(0)).isTrue();
        assertThat(kept).hasValue(0);
    }

    @Test
    void shouldTellOtherFailuresAtOnce() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> memory.run(() -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("defect");
                }))
                .hasMessage("defect");
        assertThat(calls).hasValue(1);
        assertThat(memory.exhausted()).isFalse();
    }

    @Test
    void shouldNotTryAgainOnceMemoryIsExhausted() {
        AtomicInteger calls = new AtomicInteger();
        memory.exhaust(new OutOfMemoryError());

        assertThatThrownBy(() -> memory.run(() -> {
                    calls.incrementAndGet();
                    throw new OutOfMemoryError();
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "std::bad_alloc",
                "OpenCV(4.13.0) alloc.cpp: error: (-4:Insufficient memory) Failed to allocate 1 bytes",
                "Cannot allocate new FloatPointer(1): totalBytes = 1",
                "could not execute a primitive: out_of_memory"
            })
    void shouldKnowWhatNativeLibrariesSay(String message) {
        assertThat(MemoryGuard.isShortage(new IllegalStateException(new RuntimeException(message))))
                .isTrue();
    }

    private static boolean meet(CountDownLatch latch) {
        latch.countDown();
        return await(latch);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
