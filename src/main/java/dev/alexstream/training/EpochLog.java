package dev.alexstream.training;

import java.util.Optional;

/** Keeps the state of a stage, so that another process can go on with it. */
interface EpochLog {

    /** Keeps nothing. */
    EpochLog NONE = new EpochLog() {
        @Override
        public Optional<EpochState> resumed() {
            return Optional.empty();
        }

        @Override
        public void ended(EpochState state) {}
    };

    /** Where the stage is to go on; empty to begin it. */
    Optional<EpochState> resumed();

    /** An epoch has ended, and another one may follow. The state is good during this call only. */
    void ended(EpochState state);
}
