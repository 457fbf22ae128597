package dev.alexstream.training;

import org.nd4j.linalg.schedule.ISchedule;

/** A learning rate that stays until it is divided by ten. For one thread; DL4J's copies of it are this very object. */
final class DividedRate implements ISchedule {

    private static final long serialVersionUID = 1;

    private final double first;
    private int divisions;

    DividedRate(double first) {
        this.first = first;
    }

    /** @param times by which the first rate is divided altogether */
    void divide(int times) {
        divisions = times;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return first / Math.pow(10, divisions);
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
