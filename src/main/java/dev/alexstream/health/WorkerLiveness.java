package dev.alexstream.health;

import dev.alexstream.health.WatchedWorker.Threads;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: the Kafka loop has turned and the inference thread has moved while work was queued. */
@Liveness
@Singleton
class WorkerLiveness implements HealthCheck {

    /** Every call of a turn is bounded by seconds; together they stay well below this. */
    private static final Duration LOOP_STUCK_AFTER = Duration.ofSeconds(60);

    private final WatchedWorker worker;

    WorkerLiveness(WatchedWorker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        boolean loopMoves = worker.threads().map(WorkerLiveness::loopMoves).orElse(true);
        boolean engineMoves =
                worker.threads().map(threads -> threads.engine().live()).orElse(true);
        return HealthCheckResponse.named("worker")
                .status(loopMoves && engineMoves)
                .withData("kafka-loop", loopMoves)
                .withData("inference", engineMoves)
                .build();
    }

    private static boolean loopMoves(Threads threads) {
        return !threads.loop().ended() && threads.loop().sinceLastTurn().compareTo(LOOP_STUCK_AFTER) < 0;
    }
}
