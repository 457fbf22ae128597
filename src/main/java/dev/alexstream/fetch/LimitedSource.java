package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Bytes;
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
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        String host = hostOf(reference);
        Turn turn = new Turn(host, reference, budget);
        queues.submit(host, turn);
        return turn.stages.result();
    }

    /** Only a name for a queue: the guard parses the authority for real. */
    static String hostOf(URI reference) {
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
        private final FetchBudget budget;
        private final boolean again;
        private volatile boolean heard;

        Turn(String host, URI reference, FetchBudget budget) {
            this.host = host;
            this.reference = reference;
            this.budget = budget;
            this.again = budget.time().hasBegun();
        }

        @Override
        public void start() {
            if (stages.result().isDone()) {
                queues.finished(host, this, false);
                return;
            }
            budget.time().begin();
            Stages.whenDone(stages.result(), (value, failure) -> queues.finished(host, this, heard));
            stages.then(begin(), this::answered);
        }

        /** The slot is kept until there is room for what came: with that, what comes is bounded. */
        private void answered(Answer answer) {
            heard = heardOfHost(answer);
            if (answer instanceof Bytes bytes) {
                stages.then(budget.room(bytes.bytes().length), granted -> stages.complete(answer));
            } else {
                budget.memory().giveBack();
                stages.complete(answer);
            }
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
        public boolean heldUp() {
            return budget.time().isStopped();
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
