package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchvisionFileTest {

    private static final Architecture SMALL = ForeignFiles.small(AlexNets.ALEXNET_OWT, 7, 6);
    private static final Weights WEIGHTS = ForeignFiles.weights(SMALL);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("alexnet.safetensors");
    }

    @Test
    void shouldImportTheStateOfTorchvision() {
        ForeignFiles.torchvision(file, WEIGHTS);

        LoadedModel model = ForeignModels.read(file, ImportRequest.named("imagenet"));

        assertThat(model.architecture()).isEqualTo(SMALL);
        assertThat(model.weights()).isEqualTo(WEIGHTS.as(DataType.F16));
        assertThat(model.manifest().labels()).containsExactly("class-0", "class-1", "class-2", "class-3", "class-4");
        assertThat(model.manifest().preprocessing()).isEqualTo(AlexNets.preprocessing("alexnet-owt"));
        assertThat(model.manifest().name()).isEqualTo("imagenet");
        assertThat(model.manifest().activationRanges()).isNull();
    }

    @Test
    void shouldKeepTheWidthOfWhatDoesNotFitInto16Bits() {
        Map<String, Tensor> tensors = ForeignFiles.torchvisionNames(WEIGHTS);
        tensors.put("classifier.6.bias", Tensor.of(DataType.F32, List.of(5), 1e6f, 0, 0, 0, 0));
        tensors.put("classifier.4.bias", tensors.get("classifier.4.bias").as(DataType.BF16));
        ForeignFiles.safetensors(file, tensors);

        Weights weights = ForeignModels.read(file, ImportRequest.named("large")).weights();

        assertThat(weights.tensor("output.bias").type()).isEqualTo(DataType.F32);
        assertThat(weights.floats("output.bias")).startsWith(1e6f);
        assertThat(weights.tensor("fc7.bias").type()).isEqualTo(DataType.BF16);
        assertThat(weights.tensor("fc7.weight").type()).isEqualTo(DataType.F16);
    }

    private record Fault(String sentence, Map<String, Tensor> tensors) {

        static Fault with(String name, Tensor tensor, String sentence) {
            Map<String, Tensor> tensors = ForeignFiles.torchvisionNames(WEIGHTS);
            tensors.put(name, tensor);
            return new Fault(sentence, tensors);
        }

        static Fault without(String name, String sentence) {
            Map<String, Tensor> tensors = ForeignFiles.torchvisionNames(WEIGHTS);
            tensors.remove(name);
            return new Fault(sentence, tensors);
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("it lacks features.0.weight, features.0.bias", Map.of()),
                Fault.without("features.8.bias", "it lacks features.8.bias; of safetensors only"),
                Fault.with("fc.weight", zeros(5, 6), "it also has fc.weight; of safetensors only"),
                Fault.with("features.0.weight", zeros(64, 3, 3, 3), "[64, 3, 3, 3], but conv1 of alexnet-owt has [64,"),
                Fault.with("classifier.1.weight", zeros(7, 256), "classifier.1 has weights of shape [7, 256]"),
                Fault.with("classifier.1.weight", zeros(7), "classifier.1 has weights of shape [7]"),
                Fault.with("classifier.6.weight", zeros(4, 6), "weights of shape [4, 6] and a bias of shape [5]"),
                Fault.with("classifier.6.weight", zeros(), "weights of shape [] and a bias of shape [5]"),
                Fault.with(
                        "classifier.6.bias",
                        Tensor.of(DataType.F32, List.of(5), 1, 2, Float.NaN, 4, 5),
                        "the bias of classifier.6 hold NaN"),
                Fault.with(
                        "classifier.6.bias",
                        Tensor.of(DataType.F16, List.of(5), 1, 2, Float.NEGATIVE_INFINITY, 4, 5),
                        "the bias of classifier.6 hold -Infinity"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldRefuseWhatIsNotTheWholeStateAndNothingElse(Fault fault) {
        ForeignFiles.safetensors(file, fault.tensors());

        assertRefused(file, fault.sentence());
    }

    @Test
    void shouldRefuseAFileThatEndsEarly() throws IOException {
        ForeignFiles.torchvision(file, WEIGHTS);
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() / 2);
        }

        assertRefused(file, "it is damaged, get it again");
    }

    @Test
    void shouldRefuseAnotherArchitectureThanItsNames() {
        ForeignFiles.torchvision(file, WEIGHTS);

        assertRefused(
                file,
                ImportRequest.named("pets").withArchitecture("alexnet-2012"),
                Problem.INVALID_WEIGHTS,
                "which is alexnet-owt, not alexnet-2012");
    }

    @Test
    void shouldRefuseClassesWithoutNumber() {
        Map<String, Tensor> tensors = ForeignFiles.torchvisionNames(WEIGHTS);
        tensors.put("classifier.6.weight", zeros(200_000, 6));
        tensors.put("classifier.6.bias", zeros(200_000));
        ForeignFiles.safetensors(file, tensors);

        assertRefused(file, ImportRequest.named("pets"), Problem.TOO_LARGE, "claims 200000 classes");
    }

    private static Tensor zeros(Integer... shape) {
        int size = Stream.of(shape).reduce(1, Math::multiplyExact);
        return Tensor.of(DataType.F32, List.of(shape), new float[size]);
    }
}
