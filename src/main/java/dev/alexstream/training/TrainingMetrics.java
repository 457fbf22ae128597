package dev.alexstream.training;

/** What learning tells about itself. */
public interface TrainingMetrics {

    /** How a run ended. */
    enum RunResult {
        /** The challenger took the champion's place. */
        PROMOTED,
        /** The gate lets the challenger through to a trial. */
        ON_TRIAL,
        /** The gate kept it out. */
        REFUSED,
        /** Too few held-out images to tell. */
        TOO_FEW,
        /** The champion changed meanwhile, or another trainer acts. */
        OVERTAKEN,
        /** It could not be trained or published. */
        FAILED
    }

    /** What labels show about a challenger on trial. */
    enum Judgement {
        /** Fewer labels than decide a trial. */
        TOO_FEW,
        /** It may be better, and it may be worse. */
        UNDECIDED,
        BETTER,
        WORSE
    }

    TrainingMetrics NONE = new TrainingMetrics() {
        @Override
        public void ended(RunResult result) {}

        @Override
        public void holdoutAccuracy(double share) {}

        @Override
        public void progress(double share) {}
    };

    void ended(RunResult result);

    /** @param share of the held-out images that a challenger got right */
    void holdoutAccuracy(double share);

    /** @param share of the steps of training that a run has done; not a number while nothing is trained */
    void progress(double share);

    /** @param tally of all labels that count since the trial began */
    default void trial(Tally tally, Judgement judgement) {}

    /** No challenger is on trial, or this trainer does not act. */
    default void noTrial() {}
}
