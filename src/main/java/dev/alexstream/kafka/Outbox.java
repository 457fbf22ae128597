package dev.alexstream.kafka;

import dev.alexstream.kafka.CommitPlan.Planned;
import dev.alexstream.kafka.CommitPlan.Slice;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Outcomes that wait to be committed: which come next, and which are confirmed. */
final class Outbox {

    private final InFlightWindows windows;
    private final OutcomeRecords records;
    private final CommitBounds bounds;
    private final LoopSignals signals;
    private long lastConfirm;

    Outbox(InFlightWindows windows, OutcomeRecords records, CommitBounds bounds, LoopSignals signals) {
        this.windows = windows;
        this.records = records;
        this.bounds = bounds;
        this.signals = signals;
        this.lastConfirm = signals.nanoTime().getAsLong();
    }

    InFlightWindows windows() {
        return windows;
    }

    ShadowRest shadowRest() {
        return records.shadowRest();
    }

    /** The longest that what is complete may wait for others. */
    Duration interval() {
        return bounds.interval();
    }

    /** Enough is complete for a transaction, or something is and the last commit was so long ago. */
    boolean due(Set<TopicPartition> owned, Duration pause) {
        int completed = completed(owned);
        long waited = signals.nanoTime().getAsLong() - lastConfirm;
        return completed >= bounds.maxRecords() || (completed > 0 && waited >= pause.toNanos());
    }

    private int completed(Set<TopicPartition> owned) {
        int completed = 0;
        for (PartitionWindow window : windows.of(owned)) {
            completed += window.completedPrefix(bounds.maxRecords()).size();
        }
        return completed;
    }

    /** Completed prefixes of the windows, within the bounds and {@code limit}; empty when nothing is complete. */
    CommitPlan plan(Set<TopicPartition> owned, int limit, ToIntFunction<String> partitions) {
        List<Slice> slices = new ArrayList<>();
        int room = Math.min(limit, bounds.maxRecords());
        long bytes = 0;
        for (PartitionWindow window : windows.of(owned)) {
            List<Planned> planned = new ArrayList<>();
            for (InFlightRequest request : window.completedPrefix(Math.max(room, 0))) {
                if (bytes >= bounds.maxBytes() || room <= 0) {
                    break;
                }
                if (request.acknowledged()) {
                    continue;
                }
                Planned next = new Planned(request, records.write(request, partitions));
                bytes += next.bytes();
                planned.add(next);
                room -= next.records().size();
            }
            if (!planned.isEmpty()) {
                slices.add(new Slice(window, planned));
            }
        }
        return new CommitPlan(slices);
    }

    /** At least once: the offsets behind what is written. */
    Map<PartitionWindow, OffsetAndMetadata> acknowledged(Set<TopicPartition> owned) {
        Map<PartitionWindow, OffsetAndMetadata> ends = new HashMap<>();
        for (PartitionWindow window : windows.of(owned)) {
            for (InFlightRequest request : window.requests()) {
                if (!request.acknowledged()) {
                    break;
                }
                ends.put(window, new OffsetAndMetadata(request.offset() + 1, request.leaderEpoch(), ""));
            }
        }
        return ends;
    }

    /** What was committed leaves the windows that are still held. */
    void confirm(CommitPlan plan) {
        for (Slice slice : plan.slices()) {
            if (windows.holds(slice.window())) {
                confirm(slice.window(), slice.end());
            }
        }
    }

    /** Everything of the window below the committed offset is done, whoever told. */
    void confirm(PartitionWindow window, long committed) {
        lastConfirm = signals.nanoTime().getAsLong();
        window.confirm(committed).forEach(this::count);
    }

    private void count(InFlightRequest request) {
        Duration endToEnd =
                Duration.between(request.record().timestamp(), signals.clock().instant());
        if (request.done()) {
            Outcome outcome = request.outcome();
            if (outcome instanceof Rejected rejected) {
                signals.metrics().rejected(rejected.code(), endToEnd);
            } else {
                signals.metrics().classified(endToEnd);
            }
        }
    }

    /** Waits until all that is in flight of these partitions is complete, or the bound is over. */
    void awaitCompletion(Set<TopicPartition> partitions, Duration bound) {
        long deadline = signals.nanoTime().getAsLong() + bound.toNanos();
        for (PartitionWindow window : windows.of(partitions)) {
            for (InFlightRequest request : window.requests()) {
                if (!completes(request, deadline - signals.nanoTime().getAsLong())) {
                    return;
                }
            }
        }
    }

    private static boolean completes(InFlightRequest request, long nanos) {
        if (request.done()) {
            return true;
        }
        try {
            request.work().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException ended) {
            return true;
        } catch (TimeoutException | CancellationException unfinished) {
            return false;
        } catch (InterruptedException interrupted) {
            Interrupts.clear();
            return false;
        }
    }
}
