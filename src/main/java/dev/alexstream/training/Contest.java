package dev.alexstream.training;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How two models answer labels that came since one of them began to answer, so that neither can have learned them. Of the two {@code before}
 * has, or had, the place that {@code candidate} wants, or took.
 */
final class Contest {

    /** Older answers say less about how good the two are now. */
    private static final int MOST = 200;

    private final Instant since;
    private final Answering before;
    private final Answering candidate;
    private final Deque<PairedAnswer> answers = new ArrayDeque<>();

    Contest(Instant since, Answering before, Answering candidate) {
        this.since = since;
        this.before = before;
        this.candidate = candidate;
    }

    /** A label that is older than the contest says nothing: it may have been learned. */
    void ask(IncomingLabel incoming) {
        if (incoming.at().isBefore(since)) {
            return;
        }
        if (answers.size() == MOST) {
            answers.removeFirst();
        }
        answers.addLast(new PairedAnswer(incoming.label(), incoming.isNamedBy(before), incoming.isNamedBy(candidate)));
    }

    /** With {@code candidate} as the challenger. */
    Tally tally() {
        return Tally.of(answers);
    }
}
