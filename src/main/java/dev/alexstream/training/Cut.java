package dev.alexstream.training;

import dev.alexstream.model.Exemplars;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a network is cut in two for learning: a layer and all after it are trained, all before it stays as it is for ever. What goes into the
 * layer is what is kept of examples, so nothing that is kept is of weights that change.
 *
 * @param architecture for any number of classes
 * @param layer has weights
 */
record Cut(Architecture architecture, String layer) {

    /** Of one example in all its views: 650 kilobytes before they are deflated. */
    private static final int MOST_VALUES = 650_000;

    /** The usual one: the dense layers are trained. */
    static Cut ofHead(Architecture architecture) {
        return new Cut(architecture, Head.first(architecture));
    }

    /**
     * The usual one unless a layer is named.
     *
     * @throws TrainingException as {@link #refusal} has it
     */
    static Cut of(Optional<String> layer, Architecture architecture) {
        Optional<String> refusal = layer.flatMap(name -> refusal(name, architecture));
        if (refusal.isPresent()) {
            throw new TrainingException(refusal.get());
        }
        return layer.map(name -> new Cut(architecture, name)).orElseGet(() -> ofHead(architecture));
    }

    /** Why a network cannot be cut before a layer: a sentence that names those that can be chosen. */
    static Optional<String> refusal(String layer, Architecture architecture) {
        Set<String> weights = Shapes.of(architecture).weights().keySet();
        List<String> choices = architecture.layers().stream()
                .map(Layer::name)
                .filter(name -> weights.contains(name + ".weight"))
                .toList();
        return choices.contains(layer)
                ? Optional.empty()
                : Optional.of("%s cannot be trained from \"%s\", only from %s"
                        .formatted(architecture.name(), layer, String.join(", ", choices)));
    }

    boolean isUsual() {
        return layer.equals(Head.first(architecture));
    }

    /** Number of values that go into the layer. */
    int values() {
        return Shapes.of(architecture).input(layer).size();
    }

    /** In which an example is kept, of which the first is that of serving: ten crops, or fewer of them where they are large. */
    List<View> views(int shortSide) {
        List<View> crops = View.tenCrops(shortSide);
        int pairs = Math.max(1, MOST_VALUES / values() / 2);
        return crops.subList(0, Math.min(crops.size(), 2 * pairs));
    }

    /** As exemplars have it. */
    Optional<String> named() {
        return isUsual() ? Optional.empty() : Optional.of(layer);
    }

    /** What can be rehearsed: all exemplars or none. */
    Exemplars usable(Exemplars exemplars) {
        return exemplars.layer().equals(named()) ? exemplars : Exemplars.NONE;
    }

    /**
     * Tells what is kept for one model from what is kept for another one: what the usual cut keeps by the weights before it, what any other
     * keeps by everything before it. 64 hexadecimal digits.
     */
    String digest(LoadedModel model) {
        MessageDigest digest = Digests.sha256();
        if (!isUsual()) {
            digest.update(described(model.manifest().preprocessing()).getBytes(StandardCharsets.UTF_8));
        }
        frozen(model.weights()).tensors().forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.data());
        });
        return Digests.hex(digest);
    }

    private String described(Preprocessing preprocessing) {
        List<Layer> layers = architecture.layers();
        List<Layer> before =
                layers.subList(0, layers.size() - architecture.layersFrom(layer).size());
        return "before %s of %d pixels %s %s".formatted(layer, architecture.inputSide(), preprocessing, before);
    }

    private Weights frozen(Weights weights) {
        List<Layer> trained = architecture.layersFrom(layer);
        return weights.only(name -> trained.stream().noneMatch(each -> name.startsWith(each.name() + ".")));
    }
}
