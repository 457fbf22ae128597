package dev.alexstream.training;

/** Trains a whole network, and computes features with its convolutions. For one thread. */
interface TrainingContestant extends AutoCloseable {

    /** One step over the batch. @return the loss before the step */
    double step(TrainingBatch batch);

    /**
     * What a head is trained on: the output of the last pooling layer.
     *
     * @return shape [images, values]
     */
    float[][] features(TrainingBatch batch);

    @Override
    void close();
}
