package dev.alexstream;

import dev.alexstream.engine.Classifier.Seen;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftScores;
import dev.alexstream.model.DriftTally;
import java.util.Set;
import java.util.function.BiConsumer;

/** Counts the answers of one model in windows that follow each other. For the inference thread. */
final class DriftWatch {

    private final DriftReference reference;
    private final int window;
    private final BiConsumer<DriftTally, DriftScores> ended;
    private DriftTally tally;
    private Set<DriftKind> exceeded = Set.of();

    /**
     * @param window number of answers
     * @param ended is given each window, and how far it is from the reference
     */
    DriftWatch(DriftReference reference, int window, BiConsumer<DriftTally, DriftScores> ended) {
        this.reference = reference;
        this.window = window;
        this.ended = ended;
        this.tally = empty();
    }

    private DriftTally empty() {
        return new DriftTally(reference.labels().size());
    }

    /** @param seen probabilities of all images of a batch, and activations of its first ones */
    void saw(Seen seen) {
        for (int i = 0; i < seen.probabilities().length; i++) {
            tally.answered(seen.probabilities()[i]);
            if (i < seen.activations().length) {
                tally.looked(seen.activations()[i]);
            }
            if (tally.answers() == window) {
                DriftTally full = tally;
                tally = empty();
                ended.accept(full, DriftScores.of(reference, full));
            }
        }
    }

    /** @return whether it was another one before */
    boolean remember(Set<DriftKind> now) {
        boolean changed = !exceeded.equals(now);
        exceeded = now;
        return changed;
    }
}
