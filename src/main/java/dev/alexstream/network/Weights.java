package dev.alexstream.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Named tensors, in order. Names and shapes are those of {@link Shapes#weights()}; {@link #requireFit} says whether they are.
 */
public record Weights(Map<String, Tensor> tensors) {

    private static final int NAMED_AT_MOST = 5;

    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * @throws WeightsException when there is none of that name
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new WeightsException("there is no weight \"" + name + "\"");
        }
        return tensor;
    }

    /** A fresh copy of the values of one tensor. */
    public float[] floats(String name) {
        return tensor(name).floats();
    }

    /** All values rounded to the given type. */
    public Weights as(DataType type) {
        Map<String, Tensor> converted = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> converted.put(name, tensor.as(type)));
        return new Weights(converted);
    }

    /** Only the tensors whose names are wanted. */
    public Weights only(Predicate<String> wanted) {
        Map<String, Tensor> chosen = new LinkedHashMap<>(tensors);
        chosen.keySet().removeIf(wanted.negate());
        return new Weights(chosen);
    }

    /** These weights, with those of the same name taken from {@code others} and new ones of {@code others} at the end. */
    public Weights overlaidWith(Weights others) {
        Map<String, Tensor> merged = new LinkedHashMap<>(tensors);
        merged.putAll(others.tensors);
        return new Weights(merged);
    }

    /** These weights, with the tensor of this name multiplied by a number, in 32 bits. */
    public Weights scaled(String name, float factor) {
        if (factor == 1) {
            return this;
        }
        Tensor tensor = tensor(name);
        float[] values = tensor.floats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return overlaidWith(new Weights(Map.of(name, Tensor.of(DataType.F32, tensor.shape(), values))));
    }

    /**
     * Checks that exactly the weights of an architecture are here, in its shapes.
     *
     * @throws WeightsException that names what is missing, misshapen or superfluous
     */
    public void requireFit(Architecture architecture) {
        Map<String, List<Integer>> expected = Shapes.of(architecture).weights();
        List<String> faults = faults(expected);
        tensors.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .forEach(name -> faults.add(name + " is not asked for"));
        require(architecture, faults);
    }

    /**
     * Checks that at least the weights of some layers of an architecture are here, in its shapes.
     *
     * @throws WeightsException that names what is missing or misshapen
     */
    public void requireFit(Architecture architecture, List<Layer> layers) {
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        Shapes.of(architecture).weights().forEach((name, shape) -> {
            if (layers.stream().anyMatch(layer -> name.startsWith(layer.name() + "."))) {
                expected.put(name, shape);
            }
        });
        require(architecture, faults(expected));
    }

    private List<String> faults(Map<String, List<Integer>> expected) {
        List<String> faults = new ArrayList<>();
        expected.forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                faults.add(name + " is missing");
            } else if (!tensor.shape().equals(shape)) {
                faults.add(name + " has shape " + tensor.shape() + " instead of " + shape);
            } else if (tensor.type() == DataType.U8) {
                faults.add(name + " holds bytes, which are no weights");
            }
        });
        return faults;
    }

    private static void require(Architecture architecture, List<String> faults) {
        if (!faults.isEmpty()) {
            String more = faults.size() > NAMED_AT_MOST ? " and " + (faults.size() - NAMED_AT_MOST) + " more" : "";
            List<String> named = faults.subList(0, Math.min(NAMED_AT_MOST, faults.size()));
            throw new WeightsException(
                    "weights do not fit " + architecture.name() + ": " + String.join("; ", named) + more);
        }
    }
}
