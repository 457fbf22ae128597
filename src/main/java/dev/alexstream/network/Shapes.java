package dev.alexstream.network;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shapes that follow from an architecture: into and out of each layer, and of every weight. An instance is proof of consistency. */
public final class Shapes {

    /** Of the input, of the parameters of one layer, and of the values between two layers. */
    private static final long MAX_VALUES = 500_000_000L;

    private final Map<String, Shape> inputs = new LinkedHashMap<>();
    private final Map<String, Shape> outputs = new LinkedHashMap<>();
    private final Map<String, List<Integer>> weights = new LinkedHashMap<>();
    private Shape current;
    private boolean flat;

    private Shapes(Architecture architecture) {
        current = new Shape(3, architecture.inputSide(), architecture.inputSide());
    }

    /**
     * @throws ArchitectureException where the layers do not follow from one another
     */
    public static Shapes of(Architecture architecture) {
        atLeast(1, "inputSide", architecture.inputSide(), architecture.name());
        boundedSize(3, architecture.inputSide(), architecture.inputSide(), architecture.name());
        List<Layer> layers = architecture.layers();
        if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof Softmax)) {
            throw new ArchitectureException("the last layer of " + architecture.name() + " must be softmax");
        }
        Shapes shapes = new Shapes(architecture);
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            if (layer instanceof Softmax) {
                throw new ArchitectureException("softmax " + layer.name() + " must be the last layer");
            }
            shapes.append(layer);
        }
        shapes.append(layers.get(layers.size() - 1));
        return shapes;
    }

    /** What goes into a layer. */
    public Shape input(String layer) {
        return known(inputs, layer);
    }

    /** What comes out of a layer. */
    public Shape output(String layer) {
        return known(outputs, layer);
    }

    /** Shape of every weight by its name, in the order of the layers. */
    public Map<String, List<Integer>> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** Number of trainable values. */
    public long parameterCount() {
        return weights.values().stream()
                .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
                .sum();
    }

    private static Shape known(Map<String, Shape> shapes, String layer) {
        Shape shape = shapes.get(layer);
        if (shape == null) {
            throw new ArchitectureException(
                    "no layer \"" + layer + "\", there are " + String.join(", ", shapes.keySet()));
        }
        return shape;
    }

    private void append(Layer layer) {
        if (inputs.putIfAbsent(layer.name(), current) != null) {
            throw new ArchitectureException("two layers are called " + layer.name());
        }
        current = layer.accept(new Following());
        outputs.put(layer.name(), current);
    }

    private Shape connected(String name, int units, String what) {
        atLeast(1, what, units, name);
        parameters(name, List.of(units, current.size()));
        flat = true;
        return new Shape(units, 1, 1);
    }

    private void parameters(String layer, List<Integer> shape) {
        long values = 1;
        for (int side : shape) {
            values *= side;
            if (values > MAX_VALUES) {
                throw new ArchitectureException(layer + ": weights of shape " + shape + " are too many");
            }
        }
        weights.put(layer + ".weight", shape);
        weights.put(layer + ".bias", List.of(shape.get(0)));
    }

    private void spatial(Layer layer) {
        if (flat) {
            throw new ArchitectureException(layer.name() + " needs rows and columns, but follows a dense layer");
        }
    }

    private static int windows(String layer, int side, int kernel, int stride, int padding) {
        atLeast(1, "kernel", kernel, layer);
        atLeast(1, "stride", stride, layer);
        atLeast(0, "padding", padding, layer);
        long padded = side + 2L * padding;
        if (kernel > padded) {
            throw new ArchitectureException(
                    "%s: a kernel of %d does not fit an input of %d".formatted(layer, kernel, padded));
        }
        return Math.toIntExact((padded - kernel) / stride + 1);
    }

    private static Shape boundedSize(int channels, int height, int width, String what) {
        if ((double) channels * height * width > MAX_VALUES) {
            throw new ArchitectureException(
                    what + ": " + channels + "x" + height + "x" + width + " values are too many");
        }
        return new Shape(channels, height, width);
    }

    private static void atLeast(int minimum, String what, int value, String where) {
        if (value < minimum) {
            throw new ArchitectureException(where + ": " + what + " must be at least " + minimum + ", is " + value);
        }
    }

    /** The shape out of a layer, given the current one into it; records the weights on the way. */
    private final class Following implements Layer.Visitor<Shape> {

        @Override
        public Shape convolution(Convolution layer) {
            spatial(layer);
            atLeast(1, "outChannels", layer.outChannels(), layer.name());
            atLeast(1, "groups", layer.groups(), layer.name());
            if (current.channels() % layer.groups() != 0 || layer.outChannels() % layer.groups() != 0) {
                throw new ArchitectureException("%s: %d groups do not divide %d input and %d output channels"
                        .formatted(layer.name(), layer.groups(), current.channels(), layer.outChannels()));
            }
            int height = windows(layer.name(), current.height(), layer.kernel(), layer.stride(), layer.padding());
            int width = windows(layer.name(), current.width(), layer.kernel(), layer.stride(), layer.padding());
            int inChannels = current.channels() / layer.groups();
            parameters(layer.name(), List.of(layer.outChannels(), inChannels, layer.kernel(), layer.kernel()));
            return boundedSize(layer.outChannels(), height, width, layer.name());
        }

        @Override
        public Shape normalization(LocalResponseNormalization layer) {
            spatial(layer);
            if (layer.size() < 1 || layer.size() % 2 == 0 || !(layer.k() > 0) || !(layer.alpha() >= 0)) {
                throw new ArchitectureException(
                        layer.name() + ": size must be odd, k positive and alpha not negative: " + layer);
            }
            return current;
        }

        @Override
        public Shape pooling(MaxPooling layer) {
            spatial(layer);
            int height = windows(layer.name(), current.height(), layer.kernel(), layer.stride(), 0);
            int width = windows(layer.name(), current.width(), layer.kernel(), layer.stride(), 0);
            return new Shape(current.channels(), height, width);
        }

        @Override
        public Shape dropout(Dropout layer) {
            if (!(layer.rate() >= 0 && layer.rate() < 1)) {
                throw new ArchitectureException(
                        layer.name() + ": rate must be at least 0 and below 1, is " + layer.rate());
            }
            return current;
        }

        @Override
        public Shape dense(Dense layer) {
            return connected(layer.name(), layer.units(), "units");
        }

        @Override
        public Shape softmax(Softmax layer) {
            return connected(layer.name(), layer.classes(), "classes");
        }
    }
}
