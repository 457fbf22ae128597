package dev.alexstream.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The update rule of Krizhevsky et al. 2012, section 5: {@code v = momentum * v - rate * g; w = w + v}. With {@code g} the mean gradient of
 * the batch plus 0.0005 times the weight it is the paper's with weight decay. DL4J's own momentum is that of Nesterov.
 *
 * @param rate shared by all layers, not copied
 */
record ClassicalMomentum(ISchedule rate, double momentum) implements IUpdater {

    private static final long serialVersionUID = 1;

    private static final String VELOCITY = "velocity";

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(INDArray state, boolean begin) {
        Step step = new Step(this);
        step.setStateViewArray(state, state.shape(), state.ordering(), begin);
        return step;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(Map<String, INDArray> state, boolean begin) {
        return instantiate(state.get(VELOCITY), begin);
    }

    @Override
    public IUpdater clone() {
        return this;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double fixed, ISchedule schedule) {
        throw new UnsupportedOperationException("the learning rate is changed through its schedule");
    }

    /** Turns a gradient into what is subtracted from the weights. */
    private static final class Step implements GradientUpdater<ClassicalMomentum> {

        private final ClassicalMomentum settings;
        private INDArray velocity;

        Step(ClassicalMomentum settings) {
            this.settings = settings;
        }

        @Override
        public ClassicalMomentum getConfig() {
            return settings;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean begin) {
            velocity = state.get(VELOCITY);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(VELOCITY, velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean begin) {
            velocity = view;
            if (begin) {
                velocity.assign(0);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            velocity.muli(settings.momentum())
                    .subi(gradient.muli(settings.rate().valueAt(iteration, epoch)));
            gradient.assign(velocity).negi();
        }
    }
}
