package dev.alexstream.training;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.NetworkException;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What training starts from.
 *
 * @param name for the lineage: a file's name, or a model's name and digest
 * @param manifest if it is a model rather than mere weights
 */
public record BaseModel(String name, Weights weights, Optional<ModelManifest> manifest) {

    /** Nothing: all weights are drawn at random. */
    public static final BaseModel RANDOM = new BaseModel("random", new Weights(Map.of()), Optional.empty());

    /**
     * @param path of a model folder or a safetensors file
     * @throws TrainingException if it is neither
     * @throws dev.alexstream.model.ModelException if the model folder is not sound
     */
    public static BaseModel read(Path path) {
        if (Files.isDirectory(path)) {
            return of(ModelFolder.read(path));
        }
        try {
            Path name = path.getFileName();
            return new BaseModel(String.valueOf(name), Safetensors.read(path).weights(), Optional.empty());
        } catch (IOException | NetworkException e) {
            throw new TrainingException("cannot read weights " + path + ": " + e.getMessage(), e);
        }
    }

    /** The model that comes with the program. */
    public static BaseModel starter() {
        return of(StarterModel.load());
    }

    private static BaseModel of(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        String name = manifest.name() + " " + manifest.version() + " " + manifest.digest();
        return new BaseModel(name, model.weights(), Optional.of(manifest));
    }

    /** Where the classes are the same everything is worth keeping, otherwise what the convolutions see. */
    Weights usefulFor(Architecture architecture, List<String> labels) {
        if (manifest.filter(known -> known.labels().equals(labels)).isPresent()) {
            return weights;
        }
        List<String> convolutions = architecture.layers().stream()
                .filter(Layer.Convolution.class::isInstance)
                .map(layer -> layer.name() + ".")
                .toList();
        return weights.only(name -> convolutions.stream().anyMatch(name::startsWith));
    }
}
