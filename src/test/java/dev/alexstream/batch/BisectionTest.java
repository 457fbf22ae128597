package dev.alexstream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.batch.Bisection.Attempt;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectionTest {

    private int calls;

    @Test
    void shouldRunAHealthyBatchOnce() {
        List<Attempt<Integer>> attempts = Bisection.run(List.of(1, 2, 3), this::doubledUnlessSeven);

        assertThat(attempts)
                .containsExactly(new Attempt.Done<>(2, 3), new Attempt.Done<>(4, 3), new Attempt.Done<>(6, 3));
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void shouldIsolateTheCulpritAndKeepItsNeighboursInOrder() {
        List<Integer> items = IntStream.range(0, 64).boxed().toList();

        List<Attempt<Integer>> attempts = Bisection.run(items, this::doubledUnlessSeven);

        assertThat(attempts).hasSize(64);
        assertThat(attempts.get(7)).isInstanceOf(Attempt.Failed.class);
        assertThat(attempts.get(6)).isEqualTo(new Attempt.Done<>(12, 1));
        assertThat(attempts.get(63)).isEqualTo(new Attempt.Done<>(126, 32));
        assertThat(calls).isEqualTo(13);
    }

    private List<Integer> doubledUnlessSeven(List<Integer> items) {
        calls++;
        if (items.contains(7)) {
            throw new IllegalStateException("seven");
        }
        return items.stream().map(item -> item * 2).toList();
    }
}
