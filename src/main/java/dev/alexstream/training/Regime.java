package dev.alexstream.training;

/**
 * How the epochs of a stage go.
 *
 * @param leastBatches of an epoch: a small data set is shown several times in each, in different views
 * @param smoothing share of a target's certainty that is spread over all classes (Szegedy et al. 2016, section 7)
 */
record Regime(int leastBatches, float smoothing, Patience patience) {

    /**
     * What is done when the holdout error falls no more.
     *
     * @param epochs at least, for which no epoch was better
     * @param steps at least, which these epochs took: an epoch over a small data set says little
     * @param divisions of the learning rate by ten, one each time patience is over, before training ends
     */
    record Patience(int epochs, int steps, int divisions) {

        /** All epochs run. */
        static final Patience ENDLESS = new Patience(Integer.MAX_VALUE, 0, 0);
    }

    /** Number of epochs that patience lasts. */
    int patientEpochs(int stepsPerEpoch) {
        return Math.max(patience.epochs(), (patience.steps() + stepsPerEpoch - 1) / stepsPerEpoch);
    }
}
