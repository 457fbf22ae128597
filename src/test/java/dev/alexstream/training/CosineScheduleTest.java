package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    @Test
    void shouldFallFromThePeakToZero() {
        var schedule = new CosineSchedule(0.5, 100);

        assertThat(schedule.valueAt(0, 0)).isEqualTo(0.5);
        assertThat(schedule.valueAt(50, 3)).isCloseTo(0.25, within(1e-12));
        assertThat(schedule.valueAt(100, 7)).isZero();
        assertThat(schedule.valueAt(1000, 7)).isZero();
    }
}
