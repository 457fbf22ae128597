package dev.alexstream;

import dev.alexstream.image.ImageGeometry;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a result says about the model that gave it, and the shape of the images that the model wants. */
record ServedModel(ModelIdentity identity, List<String> labels, ImageGeometry geometry) {

    static final int DEFAULT_TOP_K = 5;

    static ServedModel of(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        return new ServedModel(
                new ModelIdentity(manifest.name(), manifest.version(), manifest.digest()),
                manifest.labels(),
                new ImageGeometry(
                        manifest.preprocessing().shortSide(),
                        model.architecture().inputSide()));
    }

    /**
     * The most probable labels.
     *
     * @param probabilities one a label
     * @param topK clipped to the number of labels
     * @return most probable first; equal probabilities in the order of the labels
     */
    List<Prediction> predictions(float[] probabilities, int topK) {
        List<Integer> ranked =
                new ArrayList<>(IntStream.range(0, labels.size()).boxed().toList());
        ranked.sort(Comparator.comparingDouble(index -> -probabilities[index]));
        return ranked.stream()
                .limit(topK)
                .map(index -> new Prediction(labels.get(index), index, probabilities[index]))
                .toList();
    }
}
