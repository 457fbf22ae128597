package dev.alexstream.kafka;

import java.time.Duration;

/** When a commit is due, and how large it may become; at least one record goes whatever its size. */
record CommitBounds(Duration interval, int maxRecords, long maxBytes) {

    private static final long MAX_BYTES = 4 * 1024 * 1024;

    static CommitBounds of(WorkerConfig.Commit config) {
        return new CommitBounds(config.interval(), config.maxRecords(), MAX_BYTES);
    }
}
