package dev.alexstream.model;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import dev.alexstream.network.WeightsException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A few examples of each class as a layer of their model sees them, so that a successor that learns new classes can rehearse the old ones.
 * In a file they are tensors of bytes, called {@code CLASS/SIDE/DIGEST}: the index of the class, {@code learned} or {@code asked}, and the
 * content of the image. The layer is metadata of the file, where it is not the usual one.
 *
 * @param layer into which their features go; empty for the first dense one
 */
public record Exemplars(List<Exemplar> all, Optional<String> layer) {

    public static final Exemplars NONE = new Exemplars(List.of());

    /** Of all features together. */
    public static final long MOST_BYTES = 64L << 20;

    /** Such that their names fit into the header of a file. */
    public static final int MOST = 4_000;

    private static final String LAYER = "layer";
    private static final Pattern NAME = Pattern.compile("(\\d{1,6})/(learned|asked)/([0-9a-f]{64})");

    /**
     * One example.
     *
     * @param digest SHA-256 of the encoded image, 64 hexadecimal digits
     * @param asked whether no successor may learn it, so that all can be asked
     * @param features in a form of their own
     */
    public record Exemplar(String label, String digest, boolean asked, byte[] features) {

        /** The same image, corrected. */
        public Exemplar called(String otherLabel) {
            return new Exemplar(otherLabel, digest, asked, features);
        }
    }

    public Exemplars {
        all = List.copyOf(all);
        if (all.size() > MOST) {
            throw new IllegalArgumentException("a model has room for " + MOST + " exemplars, not " + all.size());
        }
    }

    /** Of the first dense layer. */
    public Exemplars(List<Exemplar> all) {
        this(all, Optional.empty());
    }

    /** @throws WeightsException if the file is not one of exemplars of such a model */
    static Exemplars of(Safetensors file, Architecture architecture, List<String> labels) {
        Optional<String> layer = Optional.ofNullable(file.metadata().get(LAYER));
        List<String> layers = architecture.layers().stream().map(Layer::name).toList();
        if (layer.isPresent() && !layers.contains(layer.get())) {
            throw new WeightsException("exemplars are of a layer that " + architecture.name() + " does not have");
        }
        return new Exemplars(all(file.weights(), labels), layer);
    }

    private static List<Exemplar> all(Weights tensors, List<String> labels) {
        List<Exemplar> all = new ArrayList<>();
        tensors.tensors().forEach((name, tensor) -> {
            Matcher parts = NAME.matcher(name);
            boolean known = parts.matches() && Integer.parseInt(parts.group(1)) < labels.size();
            if (!known || tensor.type() != DataType.U8) {
                throw new WeightsException("\"" + name + "\" is no exemplar of a class of the model");
            }
            byte[] features = new byte[tensor.size()];
            tensor.data().get(features);
            String label = labels.get(Integer.parseInt(parts.group(1)));
            all.add(new Exemplar(label, parts.group(3), parts.group(2).equals("asked"), features));
        });
        if (all.size() > MOST) {
            throw new WeightsException(all.size() + " exemplars are more than " + MOST);
        }
        return all;
    }

    Safetensors file(List<String> labels) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Exemplar exemplar : all) {
            tensors.put(
                    labels.indexOf(exemplar.label()) + (exemplar.asked() ? "/asked/" : "/learned/") + exemplar.digest(),
                    new Tensor(DataType.U8, List.of(exemplar.features().length), ByteBuffer.wrap(exemplar.features())));
        }
        Map<String, String> metadata = layer.map(name -> Map.of(LAYER, name)).orElse(Map.of());
        return new Safetensors(metadata, new Weights(tensors));
    }
}
