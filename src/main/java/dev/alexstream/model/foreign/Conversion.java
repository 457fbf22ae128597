package dev.alexstream.model.foreign;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the layers of a file to a model: every shape is checked before the first number is read, and every number on its way. */
final class Conversion {

    private final Architecture architecture;
    private final Shapes shapes;
    private final Map<Layer, ForeignLayer> sources = new LinkedHashMap<>();

    private Conversion(Architecture architecture) {
        this.architecture = architecture;
        this.shapes = Shapes.of(architecture);
    }

    static LoadedModel convert(ForeignNetwork network, ImportRequest request) throws IOException {
        ArchitectureReference reference = reference(network);
        var conversion = new Conversion(reference.resolve());
        conversion.requireSize();
        conversion.match(network);
        var manifest = new ModelManifest(
                request.name(),
                "1",
                reference,
                Labels.orNumbers(request.labels(), reference.parameters().classes()),
                request.preprocessing().orElseGet(() -> AlexNets.preprocessing(reference.name())),
                null,
                null,
                null,
                ModelManifest.NO_DIGEST_YET);
        return new LoadedModel(manifest, conversion.architecture, conversion.weights());
    }

    private static ArchitectureReference reference(ForeignNetwork network) {
        List<Integer> units =
                network.dense().stream().map(layer -> layer.shape().get(0)).toList();
        if (units.isEmpty()) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS, "it has no dense layer; weights without the top cannot be imported");
        }
        int classes = units.get(units.size() - 1);
        return new ArchitectureReference(
                network.architecture(),
                new ArchitectureParameters(classes, units.subList(0, units.size() - 1), network.lrnOrder()));
    }

    private void requireSize() {
        if (shapes.parameterCount() > ForeignModels.MAX_BYTES / Float.BYTES) {
            throw new ModelException(
                    Problem.TOO_LARGE,
                    "it claims %d parameters, more than the %d that can be imported"
                            .formatted(shapes.parameterCount(), ForeignModels.MAX_BYTES / Float.BYTES));
        }
    }

    private void match(ForeignNetwork network) {
        Iterator<ForeignLayer> convolutions = network.convolutions().iterator();
        Iterator<ForeignLayer> dense = network.dense().iterator();
        for (Layer layer : architecture.layers()) {
            if (layer instanceof Layer.Convolution) {
                match(layer, convolutions, network.convolutions().size());
            } else if (shapes.weights().containsKey(layer.name() + ".weight")) {
                match(layer, dense, network.dense().size());
            }
        }
        if (convolutions.hasNext()) {
            throw wrongCount(network.convolutions().size());
        }
    }

    private void match(Layer layer, Iterator<ForeignLayer> layers, int count) {
        if (!layers.hasNext()) {
            throw wrongCount(count);
        }
        ForeignLayer source = layers.next();
        List<Integer> expected = shapes.weights().get(layer.name() + ".weight");
        if (!source.shape().equals(expected)) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "%s has weights of shape %s, but %s of %s has %s; these are weights of another network"
                            .formatted(source.name(), source.shape(), layer.name(), architecture.name(), expected));
        }
        sources.put(layer, source);
    }

    private ModelException wrongCount(int found) {
        long wanted = architecture.layers().stream()
                .filter(Layer.Convolution.class::isInstance)
                .count();
        return new ModelException(
                Problem.INVALID_WEIGHTS,
                "it has %d convolutions, but %s has %d; these are weights of another network"
                        .formatted(found, architecture.name(), wanted));
    }

    private Weights weights() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<Layer, ForeignLayer> each : sources.entrySet()) {
            String name = each.getKey().name();
            ForeignLayer source = each.getValue();
            tensors.put(name + ".weight", stored(source, "weights", source.weight(shapes.input(name))));
            tensors.put(name + ".bias", stored(source, "bias", source.bias()));
        }
        Weights weights = new Weights(tensors);
        weights.requireFit(architecture);
        return weights;
    }

    /**
     * In 16 bits, as this program stores what it trains: half the file and half the memory of 32, at a relative error below 0.0005, which
     * is less than engines add. Wider where the file has 16 bits of another kind, or numbers that do not fit.
     */
    private static Tensor stored(ForeignLayer source, String what, Tensor tensor) {
        float[] values = tensor.floats();
        float largest = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelException(
                        Problem.INVALID_WEIGHTS,
                        "the %s of %s hold %s where every number must be finite; the file is damaged, or its training failed"
                                .formatted(what, source.name(), value));
            }
            largest = Math.max(largest, Math.abs(value));
        }
        boolean fits = largest <= DataType.LARGEST_F16;
        return tensor.type() == DataType.F32 && fits ? Tensor.of(DataType.F16, tensor.shape(), values) : tensor;
    }
}
