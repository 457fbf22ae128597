package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Dl4jJson.refused;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureException;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.LrnOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of our architectures some layers are, whatever they are called and whatever is dropped out. */
record Dl4jMatch(String architecture, LrnOrder order) {

    static Dl4jMatch of(List<Layer> layers, Optional<String> wanted) {
        for (String name : wanted.map(List::of).orElse(AlexNets.NAMES)) {
            for (LrnOrder order : LrnOrder.values()) {
                if (candidate(name, order, layers).equals(skeleton(layers))) {
                    return new Dl4jMatch(name, order);
                }
            }
        }
        throw refused("its layers are not those of " + wanted.orElse("any of " + String.join(", ", AlexNets.NAMES))
                + ": " + skeleton(layers).stream().map(Layer::toString).collect(Collectors.joining(", ")));
    }

    private static List<Layer> candidate(String name, LrnOrder order, List<Layer> like) {
        List<Integer> units = like.stream()
                .filter(Dense.class::isInstance)
                .map(layer -> ((Dense) layer).units())
                .toList();
        int classes = like.stream()
                .filter(Softmax.class::isInstance)
                .mapToInt(layer -> ((Softmax) layer).classes())
                .findFirst()
                .orElse(0);
        try {
            return skeleton(AlexNets.of(name, new ArchitectureParameters(classes, units, order))
                    .layers());
        } catch (ArchitectureException e) {
            return List.of();
        }
    }

    private static List<Layer> skeleton(List<Layer> layers) {
        return layers.stream()
                .filter(layer -> !(layer instanceof Dropout))
                .map(Dl4jMatch::nameless)
                .toList();
    }

    static Layer nameless(Layer layer) {
        return layer.accept(new Nameless());
    }

    private static final class Nameless implements Layer.Visitor<Layer> {

        @Override
        public Layer convolution(Convolution layer) {
            return new Convolution(
                    "", layer.outChannels(), layer.kernel(), layer.stride(), layer.padding(), layer.groups());
        }

        @Override
        public Layer normalization(LocalResponseNormalization layer) {
            return new LocalResponseNormalization("", layer.size(), layer.k(), layer.alpha(), layer.beta());
        }

        @Override
        public Layer pooling(MaxPooling layer) {
            return new MaxPooling("", layer.kernel(), layer.stride());
        }

        @Override
        public Layer dense(Dense layer) {
            return new Dense("", layer.units());
        }

        @Override
        public Layer dropout(Dropout layer) {
            return new Dropout("", layer.rate());
        }

        @Override
        public Layer softmax(Softmax layer) {
            return new Softmax("", layer.classes());
        }
    }
}
