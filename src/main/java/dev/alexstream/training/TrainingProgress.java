package dev.alexstream.training;

/** Told how training goes, on the thread that trains. */
public interface TrainingProgress {

    /** Tells nobody. */
    TrainingProgress NONE = new TrainingProgress() {
        @Override
        public void began(String task, long steps) {}

        @Override
        public void step() {}

        @Override
        public void epoch(Epoch epoch) {}

        @Override
        public void ended() {}
    };

    /**
     * @param number from 1 on
     * @param loss averaged over the steps
     * @param accuracy share of the holdout whose most probable class is right; not a number without a holdout
     */
    record Epoch(String stage, int number, int of, double loss, double accuracy) {}

    /** Something begins that takes this many steps at most. */
    void began(String task, long steps);

    void step();

    /** A step that took so many examples. */
    default void batch(int examples) {
        step();
    }

    void epoch(Epoch epoch);

    /** What began last has ended. */
    void ended();
}
