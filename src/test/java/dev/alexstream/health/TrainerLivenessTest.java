package dev.alexstream.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class TrainerLivenessTest {

    private final WatchedWorker watched = new WatchedWorker();
    private final TrainerLiveness liveness = new TrainerLiveness(watched);

    @Test
    void shouldBeUpWithoutATrainer() {
        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldFollowTheTrainerUntilItIsReleased() {
        AtomicBoolean lives = new AtomicBoolean(true);
        watched.watchTrainer(lives::get);
        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);

        lives.set(false);
        assertThat(liveness.call().getStatus()).isEqualTo(Status.DOWN);

        watched.release();
        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
    }
}
