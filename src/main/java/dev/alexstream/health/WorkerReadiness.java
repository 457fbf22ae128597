package dev.alexstream.health;

import dev.alexstream.health.WatchedWorker.Threads;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the model is compiled, the group is joined, and nothing keeps requests from being processed. */
@Readiness
@Singleton
class WorkerReadiness implements HealthCheck {

    private final WatchedWorker worker;

    WorkerReadiness(WatchedWorker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> obstacle =
                worker.threads().map(WorkerReadiness::obstacle).orElseGet(this::withoutThreads);
        var response = HealthCheckResponse.named("worker").status(obstacle.isEmpty());
        obstacle.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }

    private Optional<String> withoutThreads() {
        return worker.isAbsent() ? Optional.empty() : Optional.of("starting or stopping");
    }

    private static Optional<String> obstacle(Threads threads) {
        if (threads.loop().ended()) {
            return Optional.of("the worker has stopped reading and has to be restarted; its log says why");
        }
        if (!threads.engine().ready()) {
            return Optional.of("the model is not compiled");
        }
        Optional<String> trouble = threads.loop().notReadyReason();
        boolean idle = trouble.isEmpty() && !threads.loop().groupJoined();
        return idle ? Optional.of("the group is not joined") : trouble;
    }
}
