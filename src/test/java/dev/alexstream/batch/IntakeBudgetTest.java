package dev.alexstream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntakeBudgetTest {

    private final IntakeBudget budget = new IntakeBudget(100);

    @Test
    void shouldCloseAtTheHighMarkAndReopenAtHalf() {
        budget.hold(99);
        assertThat(budget.isOpen()).isTrue();

        budget.hold(1);
        assertThat(budget.isOpen()).isFalse();

        budget.release(49);
        assertThat(budget.isOpen()).isFalse();

        budget.release(1);
        assertThat(budget.isOpen()).isTrue();
        assertThat(budget.heldBytes()).isEqualTo(50);
    }
}
