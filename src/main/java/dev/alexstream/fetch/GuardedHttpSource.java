package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.fetch.HttpGuard.Admission.Admitted;
import dev.alexstream.fetch.HttpGuard.Admission.Denied;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt at an http(s) reference: admit, resolve, check every address, connect to one of exactly those, and the same again for each
 * redirect. A redirect from https to http is refused.
 */
final class GuardedHttpSource implements Source {

    private static final int MAX_REDIRECTS = 3;

    private final HttpGuard guard;
    private final Dialer dialer;

    GuardedHttpSource(HttpGuard guard, Dialer dialer) {
        this.guard = guard;
        this.dialer = dialer;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        Visit visit = new Visit(budget);
        visit.go(reference, MAX_REDIRECTS);
        return visit.stages.result();
    }

    @Override
    public void close() {
        dialer.close();
    }

    private final class Visit {
        private final Stages<Answer> stages = new Stages<>();
        private final FetchBudget budget;

        Visit(FetchBudget budget) {
            this.budget = budget;
        }

        void go(URI reference, int redirectsLeft) {
            HttpGuard.Admission admission = guard.admit(reference);
            if (admission instanceof Denied denied) {
                stages.complete(denied.answer());
            } else if (admission instanceof Admitted admitted) {
                ask(new Hop(reference, admitted.target(), redirectsLeft));
            }
        }

        private void ask(Hop hop) {
            stages.then(dialer.get(hop.target(), budget, guard::permits), reply -> {
                if (reply instanceof Reply.Moved moved) {
                    follow(hop, moved.location());
                } else if (reply instanceof Reply.Unconnected unconnected) {
                    stages.complete(unconnected.answer());
                } else if (reply instanceof Reply.Final last) {
                    stages.complete(last.answer());
                }
            });
        }

        private void follow(Hop hop, String location) {
            URI next;
            try {
                next = hop.reference().resolve(location);
            } catch (IllegalArgumentException invalid) {
                stages.complete(new Refused(ErrorCode.FETCH_FAILED, "The server redirects to an invalid reference."));
                return;
            }
            String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && (hop.target().tls() || !scheme.equals("http"))) {
                stages.complete(Answer.forbidden("The server redirects to a scheme that is not allowed."));
            } else if (hop.redirectsLeft() == 0) {
                stages.complete(new Refused(
                        ErrorCode.FETCH_FAILED, "The server redirects more than " + MAX_REDIRECTS + " times."));
            } else {
                go(next, hop.redirectsLeft() - 1);
            }
        }
    }

    private record Hop(URI reference, HttpTarget target, int redirectsLeft) {}
}
