package dev.alexstream.cli;

import dev.alexstream.ClassificationService;
import dev.alexstream.CoreConfig;
import dev.alexstream.engine.EngineException;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.StarterModel;

/** Finds the model and sets it to work, or fails with a sentence. */
final class Models {

    private Models() {}

    /** The configured model, else the starter model. */
    static LoadedModel load(Settings settings) {
        try {
            return settings.config()
                    .of(CoreConfig.class)
                    .model()
                    .map(ModelFolder::read)
                    .orElseGet(StarterModel::load);
        } catch (ModelException e) {
            throw new CommandFailure("the model cannot be used: " + e.getMessage(), e);
        }
    }

    /** Compiled, and everything around it that turns requests into outcomes, without Kafka. */
    static ClassificationService serve(Settings settings, LoadedModel model) {
        try {
            return ClassificationService.start(settings.config(), model, ProgramMetrics.NONE);
        } catch (EngineException | IllegalArgumentException e) {
            throw new CommandFailure("the model cannot be run: " + e.getMessage(), e);
        }
    }
}
