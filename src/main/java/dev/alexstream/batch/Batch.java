package dev.alexstream.batch;

import java.util.List;

/**
 * Items that leave together, in the order of their arrival.
 *
 * @param items none after a {@link Batcher#nudge()}
 * @param oldestWaitNanos how long the first item had waited
 */
public record Batch<T>(List<T> items, FlushReason reason, long oldestWaitNanos) {}
