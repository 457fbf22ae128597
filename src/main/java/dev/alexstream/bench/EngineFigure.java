package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;

/**
 * How fast an engine is at a batch size.
 *
 * @param medianMillis of one batch: the median of the rounds
 */
public record EngineFigure(EngineInfo engine, int batch, double medianMillis) {

    public double imagesPerSecond() {
        return 1e3 * batch / medianMillis;
    }
}
