package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.NetworkException;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of torchvision's AlexNet as safetensors: {@code features.0.weight} to {@code classifier.6.bias}. PyTorch orders weights as this
 * program does, and flattens channel first too.
 */
final class TorchvisionFile implements ForeignFile {

    private static final List<String> CONVOLUTIONS =
            List.of("features.0", "features.3", "features.6", "features.8", "features.10");
    private static final List<String> DENSE = List.of("classifier.1", "classifier.4", "classifier.6");
    private static final int NAMED_AT_MOST = 5;

    private final Weights weights;

    private TorchvisionFile(Weights weights) {
        this.weights = weights;
    }

    static TorchvisionFile open(Path file) throws IOException {
        try {
            return new TorchvisionFile(
                    Safetensors.read(file, ForeignModels.MAX_BYTES).weights());
        } catch (NetworkException e) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "it looks like a safetensors file, but " + e.getMessage() + "; it is damaged, get it again",
                    e);
        }
    }

    @Override
    public ForeignNetwork network(Optional<String> wanted) {
        requireNames();
        if (!AlexNets.ALEXNET_OWT.equals(wanted.orElse(AlexNets.ALEXNET_OWT))) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "its names are those of torchvision's AlexNet, which is " + AlexNets.ALEXNET_OWT + ", not "
                            + wanted.get());
        }
        return new ForeignNetwork(AlexNets.ALEXNET_OWT, LrnOrder.BEFORE_POOLING, layers(CONVOLUTIONS), layers(DENSE));
    }

    private void requireNames() {
        Set<String> expected = new LinkedHashSet<>();
        Stream.concat(CONVOLUTIONS.stream(), DENSE.stream()).forEach(layer -> {
            expected.add(layer + ".weight");
            expected.add(layer + ".bias");
        });
        requireNone("lacks", difference(expected, weights.names()));
        requireNone("also has", difference(weights.names(), expected));
    }

    private static List<String> difference(Set<String> of, Set<String> without) {
        return of.stream().filter(name -> !without.contains(name)).toList();
    }

    private static void requireNone(String verb, List<String> names) {
        if (!names.isEmpty()) {
            List<String> first = names.subList(0, Math.min(NAMED_AT_MOST, names.size()));
            String more = names.size() > NAMED_AT_MOST ? " and " + (names.size() - NAMED_AT_MOST) + " more" : "";
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "it " + verb + " " + String.join(", ", first) + more
                            + "; of safetensors only the state of torchvision's AlexNet can be imported, whole and alone");
        }
    }

    private List<ForeignLayer> layers(List<String> names) {
        return names.stream()
                .<ForeignLayer>map(
                        name -> new TorchLayer(name, weights.tensor(name + ".weight"), weights.tensor(name + ".bias")))
                .toList();
    }

    @Override
    public void close() {
        // it was read whole
    }

    private record TorchLayer(String name, Tensor weight, Tensor bias) implements ForeignLayer {

        TorchLayer {
            if (weight.shape().isEmpty() || !bias.shape().equals(weight.shape().subList(0, 1))) {
                throw new ModelException(
                        Problem.INVALID_WEIGHTS,
                        "%s has weights of shape %s and a bias of shape %s, which do not belong together"
                                .formatted(name, weight.shape(), bias.shape()));
            }
        }

        @Override
        public List<Integer> shape() {
            return weight.shape();
        }

        @Override
        public Tensor weight(Shape input) {
            return weight;
        }
    }
}
