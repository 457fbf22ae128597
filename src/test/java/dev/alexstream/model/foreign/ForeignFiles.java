package dev.alexstream.model.foreign;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Files with the names and shapes that other programs publish, and numbers of ours. */
public final class ForeignFiles {

    /** Layers of torchvision's AlexNet beside ours. */
    private static final Map<String, String> TORCHVISION = new LinkedHashMap<>();

    static {
        TORCHVISION.put("conv1", "features.0");
        TORCHVISION.put("conv2", "features.3");
        TORCHVISION.put("conv3", "features.6");
        TORCHVISION.put("conv4", "features.8");
        TORCHVISION.put("conv5", "features.10");
        TORCHVISION.put("fc6", "classifier.1");
        TORCHVISION.put("fc7", "classifier.4");
        TORCHVISION.put("output", "classifier.6");
    }

    private ForeignFiles() {}

    /** The state of torchvision's AlexNet with 1000 classes as it is published: 61,100,840 numbers of 32 bits. */
    public static Path publishedTorchvision(Path file) {
        Architecture architecture = AlexNets.of(AlexNets.ALEXNET_OWT, ArchitectureParameters.ofClasses(1000));
        return torchvision(file, WeightInitializer.HE_UNIFORM.initialize(architecture, 1));
    }

    /** Weights of {@code alexnet-owt} under the names of torchvision. */
    public static Path torchvision(Path file, Weights weights) {
        return safetensors(file, torchvisionNames(weights));
    }

    static Map<String, Tensor> torchvisionNames(Weights weights) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        TORCHVISION.forEach((ours, theirs) -> {
            renamed.put(theirs + ".weight", weights.tensor(ours + ".weight"));
            renamed.put(theirs + ".bias", weights.tensor(ours + ".bias"));
        });
        return renamed;
    }

    static Path safetensors(Path file, Map<String, Tensor> tensors) {
        try {
            new Safetensors(Map.of("format", "pt"), new Weights(tensors)).write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small head, and biases other than zero, so that nothing can be mistaken for anything else. */
    public static Architecture small(String name, Integer... units) {
        return AlexNets.of(name, ArchitectureParameters.ofClasses(5).withDenseUnits(units));
    }

    public static Weights weights(Architecture architecture) {
        SplittableRandom random = new SplittableRandom(4);
        Weights weights = WeightInitializer.HE_UNIFORM.initialize(architecture, 3);
        Map<String, Tensor> biases = new LinkedHashMap<>();
        for (String name : weights.names()) {
            if (name.endsWith(".bias")) {
                float[] values = new float[weights.tensor(name).size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextInt(-100, 100) / 64f;
                }
                biases.put(name, Tensor.of(DataType.F32, List.of(values.length), values));
            }
        }
        return weights.overlaidWith(new Weights(biases));
    }
}
