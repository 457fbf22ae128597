package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogAxisTest {

    @Test
    void shouldReachFromARoundNumberToARoundNumber() {
        LogAxis axis = LogAxis.around(DoubleStream.of(3.4, 17), 0, 1);

        assertThat(axis.least()).isEqualTo(2, within(1e-9));
        assertThat(axis.most()).isEqualTo(20, within(1e-9));
    }

    @Test
    void shouldPlaceEqualRatiosAtEqualDistances() {
        LogAxis axis = LogAxis.around(DoubleStream.of(1, 100), 200, 0);

        assertThat(axis.place(1)).isEqualTo(200, within(1e-9));
        assertThat(axis.place(10)).isEqualTo(100, within(1e-9));
        assertThat(axis.place(100)).isEqualTo(0, within(1e-9));
    }

    @Test
    void shouldMarkPowersOfTenOnlyWhereThereAreMany() {
        assertThat(LogAxis.around(DoubleStream.of(1, 10), 0, 1).marks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(LogAxis.around(DoubleStream.of(1, 1000), 0, 1).marks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    }

    @Test
    void shouldHaveALengthEvenForOneValue() {
        LogAxis axis = LogAxis.around(DoubleStream.of(5), 0, 1);

        assertThat(axis.most()).isGreaterThan(axis.least());
        assertThat(axis.place(5)).isBetween(0.0, 1.0);
    }
}
