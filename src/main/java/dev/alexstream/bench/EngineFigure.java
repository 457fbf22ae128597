package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;

/**
 * How fast an engine is at a batch size.
 *
 * @param medianMillis of one batch: the median of the rounds
 * @param primitivesMillis of the library's bare operations on one batch, in the same rounds; NaN where that was not measured
 */
public record EngineFigure(EngineInfo engine, int batch, double medianMillis, double primitivesMillis) {

    /** Of an engine whose operations were not measured. */
    public EngineFigure(EngineInfo engine, int batch, double medianMillis) {
        this(engine, batch, medianMillis, Double.NaN);
    }

    public double imagesPerSecond() {
        return 1e3 * batch / medianMillis;
    }

    /** Share of the engine's time that its operations need: what is around them takes the rest. */
    public double primitivesShare() {
        return primitivesMillis / medianMillis;
    }
}
