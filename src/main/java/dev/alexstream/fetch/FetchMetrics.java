package dev.alexstream.fetch;

import dev.alexstream.message.ErrorCode;
import java.time.Duration;

/** What fetching measures about itself. Called from several threads. */
public interface FetchMetrics {

    /** Measures nothing. */
    FetchMetrics NONE = new FetchMetrics() {
        @Override
        public void fetched(Duration took, long bytes) {}

        @Override
        public void rejected(Duration took, ErrorCode code) {}
    };

    /** A fetch brought its bytes; {@code took} counts from the call, waiting for a free slot included. */
    void fetched(Duration took, long bytes);

    /** A fetch ended without bytes. Cancelled ones are not reported. */
    void rejected(Duration took, ErrorCode code);
}
