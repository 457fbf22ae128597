package dev.alexstream.engine;

import dev.alexstream.engine.DenseKernel.Activation;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.util.Optional;

/** The kernel of each layer; dropout needs none, it is the identity outside training. */
record PlanCompiler(Shapes shapes, Weights weights) implements Layer.Visitor<Optional<Kernel>> {

    @Override
    public Optional<Kernel> convolution(Convolution layer) {
        return Optional.of(new ConvolutionKernel(layer, weights));
    }

    @Override
    public Optional<Kernel> normalization(LocalResponseNormalization layer) {
        return Optional.of(new NormalizationKernel(layer, shapes.input(layer.name())));
    }

    @Override
    public Optional<Kernel> pooling(MaxPooling layer) {
        return Optional.of(new PoolingKernel(layer));
    }

    @Override
    public Optional<Kernel> dense(Dense layer) {
        return Optional.of(new DenseKernel(layer.name(), weights, Activation.RELU));
    }

    @Override
    public Optional<Kernel> dropout(Dropout layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> softmax(Softmax layer) {
        return Optional.of(new DenseKernel(layer.name(), weights, Activation.SOFTMAX));
    }
}
