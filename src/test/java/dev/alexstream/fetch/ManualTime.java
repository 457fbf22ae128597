package dev.alexstream.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A clock and a timer that move when the test says so. */
final class ManualTime extends Clock implements Timer {

    private record Alarm(long at, CompletableFuture<Void> over) {}

    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now = Duration.ofDays(1).toNanos();

    long nanoTime() {
        return now;
    }

    /** Every delay that was asked for. */
    List<Duration> pauses() {
        return pauses;
    }

    long waiting() {
        return alarms.stream().filter(alarm -> !alarm.over().isDone()).count();
    }

    void advance(Duration by) {
        long until = now + by.toNanos();
        for (Alarm next = first(until); next != null; next = first(until)) {
            now = next.at();
            alarms.remove(next);
            next.over().complete(null);
        }
        now = until;
    }

    private Alarm first(long until) {
        return alarms.stream()
                .filter(alarm -> !alarm.over().isDone() && alarm.at() <= until)
                .min((a, b) -> Long.compare(a.at(), b.at()))
                .orElse(null);
    }

    @Override
    public CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        pauses.add(delay);
        alarms.add(new Alarm(now + delay.toNanos(), over));
        return over;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
