package dev.alexstream.training;

import org.jboss.logging.Logger;

/** How far a run is, in the log and in a meter; each step is also a moment to see whether the run still matters. */
final class RunProgress implements TrainingProgress {

    private static final Logger LOG = Logger.getLogger(RunProgress.class);
    private static final int TOLD = 4;

    private final TrainingMetrics metrics;
    private final Runnable stay;
    private String task = "";
    private long steps;
    private long done;

    /** @param stay runs at each step, and ends the run by what it throws */
    RunProgress(TrainingMetrics metrics, Runnable stay) {
        this.metrics = metrics;
        this.stay = stay;
    }

    @Override
    public void began(String task, long steps) {
        this.task = task;
        this.steps = steps;
        this.done = 0;
        metrics.progress(0);
    }

    @Override
    public void step() {
        stay.run();
        if (steps == 0) {
            return;
        }
        done++;
        metrics.progress((double) done / steps);
        if (TOLD * done / steps > TOLD * (done - 1) / steps) {
            LOG.infof("%s: %d of %d steps", task, done, steps);
        }
    }

    @Override
    public void epoch(Epoch epoch) {}

    @Override
    public void ended() {
        steps = 0;
        metrics.progress(Double.NaN);
    }
}
