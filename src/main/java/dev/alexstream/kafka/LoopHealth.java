package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/** What other threads may know of the loop. Written by the Kafka thread, read by any. */
public final class LoopHealth {

    /** The two sides of the data path that can be in trouble. */
    enum Side {
        READING,
        WRITING
    }

    private final LongSupplier nanoTime;
    private final Map<Side, String> troubles = new ConcurrentSkipListMap<>();
    private volatile boolean joined;
    private volatile boolean ended;
    private volatile long lastTurn;

    public LoopHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTurn = nanoTime.getAsLong();
    }

    /** The worker is a member of its group, perhaps one without partitions. */
    public boolean groupJoined() {
        return joined;
    }

    /** The loop has ended, because it was stopped or for {@link #notReadyReason()}. */
    public boolean ended() {
        return ended;
    }

    /** How long ago the loop last moved. Each step of it is bounded by seconds: minutes mean that it is stuck. */
    public Duration sinceLastTurn() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastTurn);
    }

    /** Why requests are not being processed, as a sentence; empty when they are. */
    public Optional<String> notReadyReason() {
        return troubles.values().stream().findFirst();
    }

    void turned(boolean memberOfGroup) {
        lastTurn = nanoTime.getAsLong();
        joined = memberOfGroup;
    }

    void troubled(Side side, String reason) {
        troubles.put(side, reason);
    }

    void recovered(Side side) {
        troubles.remove(side);
    }

    void end() {
        joined = false;
        ended = true;
    }
}
