package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Lets only so many calls of one host or bucket, and so many at all, run at a time; the others wait their turn. */
final class LimitedSource implements Source {

    private final Source source;
    private final HostQueues queues;

    LimitedSource(Source source, HostQueues queues) {
        this.source = source;
        this.queues = queues;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, TimeBudget budget) {
        String host = hostOf(reference);
        Turn turn = new Turn(host, reference, budget);
        queues.submit(host, turn);
        return turn.stages.result();
    }

    /** Only a name for a queue: the guard parses the authority for real. */
    private static String hostOf(URI reference) {
        String authority = reference.getRawAuthority();
        String host = authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        return "s3".equalsIgnoreCase(reference.getScheme()) ? "s3:" + host : host;
    }

    @Override
    public void close() {
        source.close();
    }

    private final class Turn implements HostQueues.Call {
        private final Stages<Answer> stages = new Stages<>();
        private final String host;
        private final URI reference;
        private final TimeBudget budget;
        private final boolean again;

        Turn(String host, URI reference, TimeBudget budget) {
            this.host = host;
            this.reference = reference;
            this.budget = budget;
            this.again = budget.hasBegun();
        }

        @Override
        public void start() {
            if (stages.result().isDone()) {
                queues.finished(host, false);
                return;
            }
            budget.begin();
            CompletableFuture<Answer> answer = begin();
            Stages.whenDone(answer, (value, failure) -> queues.finished(host, value != null && heardOfHost(value)));
            stages.then(answer, stages::complete);
        }

        /** A source that throws must not keep its slot. */
        private CompletableFuture<Answer> begin() {
            try {
                return source.get(reference, budget);
            } catch (RuntimeException broken) {
                return CompletableFuture.failedFuture(broken);
            }
        }

        @Override
        public boolean again() {
            return again;
        }

        @Override
        public void giveUp() {
            stages.complete(new Refused(ErrorCode.FETCH_TIMEOUT, "The host has answered nobody for too long."));
        }
    }

    private static boolean heardOfHost(Answer answer) {
        return !(answer instanceof Failed failed) || failed.code() != ErrorCode.FETCH_TIMEOUT;
    }
}
