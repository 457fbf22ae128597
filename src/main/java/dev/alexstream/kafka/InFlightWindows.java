package dev.alexstream.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The windows of the partitions that this worker owns. Confined to the Kafka thread. */
final class InFlightWindows {

    private final Map<TopicPartition, PartitionWindow> windows = new LinkedHashMap<>();
    private int rotation;

    /** A new window, even where there was one: late outcomes of the old one are discarded with it. */
    void open(TopicPartition partition) {
        forget(partition);
        windows.put(partition, new PartitionWindow(partition));
    }

    /** Cancels what is in flight and never commits it. */
    void forget(TopicPartition partition) {
        PartitionWindow gone = windows.remove(partition);
        if (gone != null) {
            gone.cancel();
        }
    }

    void forgetAll() {
        List.copyOf(windows.keySet()).forEach(this::forget);
    }

    void add(InFlightRequest request) {
        TopicPartition partition = new TopicPartition(
                request.record().coordinates().topic(),
                request.record().coordinates().partition());
        windows.computeIfAbsent(partition, PartitionWindow::new).add(request);
    }

    /** False for a window whose partition was taken away, even if it came back since. */
    boolean holds(PartitionWindow window) {
        return windows.get(window.partition()) == window;
    }

    /** In another order each time, so that no partition waits for the others when transactions are full. */
    List<PartitionWindow> of(Set<TopicPartition> partitions) {
        List<PartitionWindow> wanted = new ArrayList<>();
        for (PartitionWindow window : windows.values()) {
            if (partitions.contains(window.partition())) {
                wanted.add(window);
            }
        }
        Collections.rotate(wanted, rotation++);
        return wanted;
    }

    Collection<PartitionWindow> all() {
        return windows.values();
    }

    int records() {
        return windows.values().stream().mapToInt(PartitionWindow::size).sum();
    }

    long bytes() {
        return windows.values().stream().mapToLong(PartitionWindow::bytes).sum();
    }

    /** The request that waits longest, by its timestamp. */
    Optional<InFlightRequest> oldest() {
        return windows.values().stream()
                .flatMap(window -> window.oldest().stream())
                .min((a, b) -> a.record().timestamp().compareTo(b.record().timestamp()));
    }
}
