package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** How one attempt ended. */
sealed interface Answer {

    /** @param release as in {@link Fetched} */
    FetchResult asResult(Runnable release);

    /** The complete bytes. */
    record Bytes(byte[] bytes) implements Answer {
        @Override
        public FetchResult asResult(Runnable release) {
            return new Fetched(bytes, release);
        }
    }

    /** Another attempt would end the same way. */
    record Refused(ErrorCode code, String reason) implements Answer {
        @Override
        public FetchResult asResult(Runnable release) {
            return new FetchRejected(code, reason);
        }
    }

    /** Another attempt may succeed, not before {@code retryAfter} where the server named a time. */
    record Failed(ErrorCode code, String reason, Optional<Duration> retryAfter) implements Answer {

        Failed(ErrorCode code, String reason) {
            this(code, reason, Optional.empty());
        }

        @Override
        public FetchResult asResult(Runnable release) {
            return new FetchRejected(code, reason);
        }
    }

    static Refused forbidden(String reason) {
        return new Refused(ErrorCode.FETCH_FORBIDDEN, reason);
    }
}
