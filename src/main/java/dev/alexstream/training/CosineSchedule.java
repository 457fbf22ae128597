package dev.alexstream.training;

import org.nd4j.linalg.schedule.ISchedule;

/** Learning rate that falls from a peak to zero along half a cosine (Loshchilov and Hutter 2017, without restarts). */
record CosineSchedule(double peak, int steps) implements ISchedule {

    private static final long serialVersionUID = 1;

    @Override
    public double valueAt(int iteration, int epoch) {
        return peak * (1 + Math.cos(Math.PI * Math.min(1, (double) iteration / steps))) / 2;
    }

    CosineSchedule times(double factor) {
        return new CosineSchedule(peak * factor, steps);
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
