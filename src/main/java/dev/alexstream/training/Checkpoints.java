package dev.alexstream.training;

import java.util.Optional;

/** Where a training run keeps what it has reached, so that another process can go on with it and come to the same weights. */
public interface Checkpoints {

    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public void claim(RunIdentity identity) {}

        @Override
        public Optional<FinishedStages> finished() {
            return Optional.empty();
        }

        @Override
        public EpochLog log(FinishedStages before) {
            return EpochLog.NONE;
        }

        @Override
        public void finished(FinishedStages stages) {}

        @Override
        public void remove() {}
    };

    /**
     * Comes before all else.
     *
     * @throws TrainingException if what was kept is of another run
     */
    void claim(RunIdentity identity);

    /** What was reached; empty if no stage was finished. */
    Optional<FinishedStages> finished();

    /** For the stage after these. */
    EpochLog log(FinishedStages before);

    /** A stage has ended. */
    void finished(FinishedStages stages);

    /** Nothing of it is needed any more. */
    void remove();
}
