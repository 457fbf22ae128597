package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static dev.alexstream.kafka.InFlight.done;
import static dev.alexstream.kafka.InFlight.unfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {

    private final PartitionWindow window = new PartitionWindow(P0);

    @Test
    void shouldStopTheCompletedPrefixAtTheFirstUnfinishedRequest() {
        window.add(done(P0, 5));
        window.add(done(P0, 7));
        window.add(unfinished(P0, 8));
        window.add(done(P0, 9));

        assertThat(offsets(window.completedPrefix(10))).containsExactly(5L, 7L);
        assertThat(offsets(window.completedPrefix(1))).containsExactly(5L);
    }

    @Test
    void shouldNeverCountCancelledWorkAsComplete() {
        InFlightRequest cancelled = unfinished(P0, 1);
        window.add(cancelled);

        cancelled.cancel();

        assertThat(window.completedPrefix(10)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsConfirmedAndItsBytes() {
        window.add(done(P0, 5));
        window.add(done(P0, 7));
        window.add(done(P0, 8));
        long one = window.bytes() / 3;

        assertThat(offsets(window.confirm(8))).containsExactly(5L, 7L);
        assertThat(window.size()).isEqualTo(1);
        assertThat(window.bytes()).isEqualTo(one);
    }

    @Test
    void shouldExplainOffsetsBetweenWhatIsConfirmedAndWhatIsRead() {
        window.add(done(P0, 5));
        window.add(done(P0, 8));

        assertThat(window.explains(5)).isTrue();
        assertThat(window.explains(7)).isTrue();
        assertThat(window.explains(9)).isTrue();
        assertThat(window.explains(10)).isFalse();

        window.confirm(6);

        assertThat(window.explains(6)).isTrue();
        assertThat(window.explains(5)).isFalse();
    }

    @Test
    void shouldExplainOnlyItsOwnOffsetWhenEverythingIsConfirmed() {
        window.add(done(P0, 5));
        window.confirm(6);

        assertThat(window.explains(6)).isTrue();
        assertThat(window.explains(7)).isFalse();
    }

    @Test
    void shouldRefuseOffsetsThatDoNotGrow() {
        window.add(done(P0, 5));

        assertThatThrownBy(() -> window.add(done(P0, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset 5");
    }

    private static List<Long> offsets(List<InFlightRequest> requests) {
        return requests.stream().map(InFlightRequest::offset).toList();
    }
}
