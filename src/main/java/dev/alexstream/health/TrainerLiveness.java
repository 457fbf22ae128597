package dev.alexstream.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: the thread that learns has not ended, or there is none here. */
@Liveness
@Singleton
class TrainerLiveness implements HealthCheck {

    private final WatchedWorker watched;

    TrainerLiveness(WatchedWorker watched) {
        this.watched = watched;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("trainer")
                .status(watched.trainerLives())
                .build();
    }
}
