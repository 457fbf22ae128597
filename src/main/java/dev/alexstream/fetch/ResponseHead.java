package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Status and headers of an answer, and what they mean for a fetch.
 *
 * @param headers all values of the header of a name, in the order they came
 */
record ResponseHead(int status, Function<String, List<String>> headers) {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** What to do, before any byte of the body is read; empty where the body is the image. */
    Optional<Reply> verdict(long maxBytes, Clock clock) {
        if (status == 200) {
            return bodyVerdict(maxBytes);
        }
        if (REDIRECTS.contains(status)) {
            return Optional.of(first("location").<Reply>map(Reply.Moved::new).orElseGet(() -> failure(clock)));
        }
        return Optional.of(failure(clock));
    }

    /** -1 where the length is not given. */
    long contentLength() {
        return first("content-length")
                .filter(length -> length.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private Optional<Reply> bodyVerdict(long maxBytes) {
        if (headers.apply("content-encoding").stream().anyMatch(ResponseHead::isPacked)) {
            return Optional.of(new Reply.Final(new Refused(
                    ErrorCode.FETCH_FAILED, "The server sent a compressed answer, which was not asked for.")));
        }
        return contentLength() > maxBytes ? Optional.of(new Reply.Final(tooLarge(maxBytes))) : Optional.empty();
    }

    private static boolean isPacked(String encoding) {
        return !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    static Refused tooLarge(long maxBytes) {
        return new Refused(ErrorCode.TOO_LARGE, "The image has more than the " + maxBytes + " bytes allowed.");
    }

    private Optional<String> first(String name) {
        return headers.apply(name).stream().findFirst();
    }

    private Reply failure(Clock clock) {
        return new Reply.Final(failureAnswer(clock));
    }

    private Answer failureAnswer(Clock clock) {
        String reason = "The server answered with status " + status + ".";
        return switch (status) {
            case 401, 403 -> new Refused(ErrorCode.FETCH_FORBIDDEN, reason);
            case 404, 410 -> new Refused(ErrorCode.FETCH_NOT_FOUND, reason);
            case 408, 429 -> new Failed(ErrorCode.FETCH_FAILED, reason, retryAfter(clock));
            default ->
                status >= 500 && status <= 599
                        ? new Failed(ErrorCode.FETCH_FAILED, reason, retryAfter(clock))
                        : new Refused(ErrorCode.FETCH_FAILED, reason);
        };
    }

    /** RFC 9110, 10.2.3: seconds or a date; anything else is ignored. */
    private Optional<Duration> retryAfter(Clock clock) {
        String value = first("retry-after").orElse("");
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration until = Duration.between(clock.instant(), date.toInstant());
            return until.isNegative() ? Optional.empty() : Optional.of(until);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
