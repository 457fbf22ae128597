package dev.alexstream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class BatchCostTest {

    private final BatchCost cost = new BatchCost();

    @Test
    void shouldTellFixedCostFromCostByItem() {
        batches(size -> 2_000 + 300L * size, 1, 2, 4, 8, 16, 32, 64);

        BatchCost.Line line = cost.line().orElseThrow();

        assertThat(line.fixedNanos()).isCloseTo(2_000, within(1.0));
        assertThat(line.itemNanos()).isCloseTo(300, within(0.1));
    }

    @Test
    void shouldKnowNothingFromBatchesOfOneSize() {
        batches(size -> 5_000, 64);

        assertThat(cost.line()).isEmpty();
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(cost.line()).isEmpty();
    }

    @Test
    void shouldLeaveOutTheFirstBatchOfASize() {
        cost.ran(1, 1_000_000_000);
        cost.ran(2, 1_000_000_000);

        batches(size -> 100L * size, 1, 2);

        assertThat(cost.line().orElseThrow().fixedNanos()).isCloseTo(0, within(1.0));
    }

    @Test
    void shouldFollowAChange() {
        batches(size -> 9_000 + 100L * size, 1, 5, 9);

        batches(size -> 1_000 + 400L * size, 1, 5, 9);

        assertThat(cost.line().orElseThrow().fixedNanos()).isCloseTo(1_000, within(100.0));
        assertThat(cost.line().orElseThrow().itemNanos()).isCloseTo(400, within(20.0));
    }

    @Test
    void shouldNeverSayThatAnythingCostsLessThanNothing() {
        batches(size -> 100L * size * size, 1, 8);

        assertThat(cost.line().orElseThrow().fixedNanos()).isZero();
    }

    /** Three hundred of them, in turn. */
    private void batches(IntToLongFunction nanos, int... sizes) {
        for (int i = 0; i < 300; i++) {
            int size = sizes[i % sizes.length];
            cost.ran(size, nanos.applyAsLong(size));
        }
    }
}
