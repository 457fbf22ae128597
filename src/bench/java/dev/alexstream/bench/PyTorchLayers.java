package dev.alexstream.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.Map;

/** Runs layers one after another on arrays of DJL. */
final class PyTorchLayers implements Layer.Visitor<NDArray> {

    private final Map<String, NDArray> weights;
    private NDArray current;

    PyTorchLayers(Map<String, NDArray> weights, NDArray input) {
        this.weights = weights;
        this.current = input;
    }

    NDArray current() {
        return current;
    }

    @Override
    public NDArray convolution(Convolution layer) {
        NDArray sums = Conv2d.conv2d(
                        current,
                        weight(layer),
                        bias(layer),
                        new Shape(layer.stride(), layer.stride()),
                        new Shape(layer.padding(), layer.padding()),
                        new Shape(1, 1),
                        layer.groups())
                .singletonOrThrow();
        return rectified(sums);
    }

    /** DJL has no such operation: the sum over neighbours is that of shifted slices of the squares. */
    @Override
    public NDArray normalization(LocalResponseNormalization layer) {
        Shape shape = current.getShape();
        long channels = shape.get(1);
        NDArray zeros =
                current.getManager().zeros(new Shape(shape.get(0), layer.size() / 2, shape.get(2), shape.get(3)));
        NDArray squares = NDArrays.concat(new NDList(zeros, current.square(), zeros), 1);
        NDArray sum = squares.get(new NDIndex(":, 0:" + channels)).duplicate();
        for (int shift = 1; shift < layer.size(); shift++) {
            sum.addi(squares.get(new NDIndex(":, " + shift + ":" + (shift + channels))));
        }
        current = current.div(sum.muli(layer.alpha()).addi(layer.k()).powi(layer.beta()));
        return current;
    }

    @Override
    public NDArray pooling(MaxPooling layer) {
        current = Pool.maxPool2d(
                current,
                new Shape(layer.kernel(), layer.kernel()),
                new Shape(layer.stride(), layer.stride()),
                new Shape(0, 0),
                false);
        return current;
    }

    @Override
    public NDArray dense(Dense layer) {
        return rectified(connected(layer));
    }

    @Override
    public NDArray dropout(Dropout layer) {
        return current;
    }

    @Override
    public NDArray softmax(Softmax layer) {
        current = connected(layer).softmax(1);
        return current;
    }

    private NDArray connected(Layer layer) {
        NDArray flat = current.reshape(current.getShape().get(0), -1);
        return Linear.linear(flat, weight(layer), bias(layer)).singletonOrThrow();
    }

    private NDArray rectified(NDArray sums) {
        current = sums.getNDArrayInternal().relu();
        return current;
    }

    private NDArray weight(Layer layer) {
        return weights.get(layer.name() + ".weight");
    }

    private NDArray bias(Layer layer) {
        return weights.get(layer.name() + ".bias");
    }
}
