package dev.alexstream.training;

import dev.alexstream.engine.ConvolutionProbe;

/**
 * How fast somebody trains.
 *
 * @param batch examples of a step, and images of which features are computed at once
 * @param probe of a convolution in the same process
 * @param stepMillis the median of the rounds
 * @param featureMillis of a batch, the median of the rounds
 */
public record TrainingFigure(
        String trainer, int batch, ConvolutionProbe probe, double stepMillis, double featureMillis) {

    public double trainedPerSecond() {
        return 1e3 * batch / stepMillis;
    }

    public double featuresPerSecond() {
        return 1e3 * batch / featureMillis;
    }
}
