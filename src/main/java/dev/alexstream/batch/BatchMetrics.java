package dev.alexstream.batch;

import java.time.Duration;

/** What batching tells about itself. */
public interface BatchMetrics {

    BatchMetrics NONE = (size, reason, oldestWait) -> {};

    void flushed(int size, FlushReason reason, Duration oldestWait);

    /** After each batch; of no interest to most. */
    default void learned(Batcher.Pace pace) {}
}
