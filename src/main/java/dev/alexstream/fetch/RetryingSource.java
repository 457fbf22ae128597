package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Tries again what may succeed later, as long as the budget has room for the pause; otherwise the last failure stands. */
final class RetryingSource implements Source {

    private final Source source;
    private final int attempts;
    private final Backoff backoff;
    private final Timer timer;

    RetryingSource(Source source, int attempts, Backoff backoff, Timer timer) {
        this.source = source;
        this.attempts = attempts;
        this.backoff = backoff;
        this.timer = timer;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        Stages<Answer> stages = new Stages<>();
        attempt(1, reference, budget, stages);
        return stages.result();
    }

    private void attempt(int number, URI reference, FetchBudget budget, Stages<Answer> stages) {
        stages.then(source.get(reference, budget), answer -> {
            if (!(answer instanceof Failed failed) || number >= attempts) {
                stages.complete(answer);
                return;
            }
            Duration pause = pause(number, failed);
            if (pause.compareTo(budget.time().remaining()) >= 0) {
                stages.complete(answer);
            } else {
                stages.then(timer.after(pause), over -> attempt(number + 1, reference, budget, stages));
            }
        });
    }

    private Duration pause(int number, Failed failed) {
        Duration ours = backoff.after(number);
        return failed.retryAfter().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours);
    }

    @Override
    public void close() {
        source.close();
    }
}
