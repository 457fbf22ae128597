package dev.alexstream.training;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How two models answer labels that came since one of them began to answer, so that neither can have learned them. Of the two {@code before}
 * has, or had, the place that {@code candidate} wants, or took.
 */
final class Contest {

    private final String name;
    private final Instant since;
    private final Answering before;
    private final Answering candidate;
    private final int window;
    private final ExampleStore store;

    /**
     * @param name of the two models and the time, under which the store keeps what they answered
     * @param window most answers that count: older ones say less about how good the two are now
     * @param store has what earlier contests of this name left
     */
    Contest(String name, Instant since, Answering before, Answering candidate, int window, ExampleStore store) {
        this.name = name;
        this.window = window;
        this.since = since;
        this.before = before;
        this.candidate = candidate;
        this.store = store;
    }

    /** Empty for a label that is older than the contest: it may have been learned, and says nothing. */
    Optional<PairedAnswer> ask(IncomingLabel incoming) {
        return incoming.at().isBefore(since)
                ? Optional.empty()
                : Optional.of(
                        new PairedAnswer(incoming.label(), incoming.isNamedBy(before), incoming.isNamedBy(candidate)));
    }

    void keep(PairedAnswer answer) {
        store.asked(name, answer);
    }

    /** With {@code candidate} as the challenger. */
    Tally tally() {
        List<PairedAnswer> answers = store.answers(name);
        return Tally.of(answers.subList(Math.max(0, answers.size() - window), answers.size()));
    }
}
