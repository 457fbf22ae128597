package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;

/**
 * What a trainer works with.
 *
 * @param folder for stores of examples
 */
public record TrainerParts(
        LearningConfig config, EngineConfig engine, ImageFetcher fetcher, ImageDecoder decoder, Path folder) {

    Classifier open(LoadedModel model) {
        return Classifiers.open(
                model.architecture(),
                model.weights(),
                model.manifest().preprocessing(),
                model.manifest().activationRanges(),
                engine);
    }
}
