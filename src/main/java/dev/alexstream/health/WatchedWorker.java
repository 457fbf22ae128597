package dev.alexstream.health;

import dev.alexstream.engine.EngineHealth;
import dev.alexstream.kafka.LoopHealth;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the probes look at; empty until the worker has started and once it stops. */
@Singleton
public class WatchedWorker {

    /** The two threads that make a worker. */
    record Threads(LoopHealth loop, EngineHealth engine) {}

    private volatile Threads threads;
    private volatile boolean absent;
    private volatile BooleanSupplier trainer = () -> true;

    public void watch(LoopHealth loop, EngineHealth engine) {
        threads = new Threads(loop, engine);
    }

    /** This process has no worker, and so nothing to wait for. */
    public void watchNothing() {
        absent = true;
    }

    /** @param lives whether the trainer of this process goes on */
    public void watchTrainer(BooleanSupplier lives) {
        trainer = lives;
    }

    /** Whether the trainer goes on, if there is one. */
    boolean trainerLives() {
        return trainer.getAsBoolean();
    }

    boolean isAbsent() {
        return absent;
    }

    /** From now on the worker is not ready, and alive for as long as the process is. */
    public void release() {
        threads = null;
        absent = false;
        trainer = () -> true;
    }

    Optional<Threads> threads() {
        return Optional.ofNullable(threads);
    }
}
