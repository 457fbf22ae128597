package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FetchMemoryTest {

    @Test
    void shouldLeaseToOneHostAtMostHalf() {
        LargeBodies bodies = new LargeBodies(4);

        List<CompletableFuture<Runnable>> greedy = lease(bodies, "greedy", 10);
        List<CompletableFuture<Runnable>> modest = lease(bodies, "modest", 1);

        assertThat(greedy).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(modest).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldPassALeaseOnWhenItIsGivenBack() {
        LargeBodies bodies = new LargeBodies(2);
        List<CompletableFuture<Runnable>> leases = lease(bodies, "a", 3);

        leases.get(1).cancel(false);
        leases.get(0).join().run();

        assertThat(leases.get(2)).isCompleted();
    }

    @Test
    void shouldFitItsLeasesIntoAnEighthOfTheHeap() {
        LargeBodies bodies = LargeBodies.within(1_600, 50);

        assertThat(lease(bodies, "a", 10)).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(lease(bodies, "b", 10)).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(lease(bodies, "c", 10)).filteredOn(CompletableFuture::isDone).isEmpty();
    }

    @Test
    void shouldKeepExactlyTheBytesThatCame() {
        for (long promised : new long[] {-1, 0, 10, 300_000, 1_000_000}) {
            BodyBuffer body = new BodyBuffer(1_000_000, promised);
            Buffer all = Buffer.buffer();
            for (int i = 0; i < 300; i++) {
                Buffer chunk = Buffer.buffer(new byte[1_000]).setInt(0, i);
                all.appendBuffer(chunk);
                assertThat(body.add(chunk)).isTrue();
            }

            assertThat(body.toBytes()).as("promised " + promised).isEqualTo(all.getBytes());
        }
    }

    @Test
    void shouldAcceptTheLastByteAllowedAndNoneMore() {
        BodyBuffer body = new BodyBuffer(10, 5);

        assertThat(body.add(Buffer.buffer(new byte[10]))).isTrue();
        assertThat(body.add(Buffer.buffer(new byte[1]))).isFalse();
        assertThat(body.toBytes()).hasSize(10);
    }

    private static List<CompletableFuture<Runnable>> lease(LargeBodies bodies, String host, int count) {
        return IntStream.range(0, count).mapToObj(i -> bodies.lease(host)).toList();
    }
}
