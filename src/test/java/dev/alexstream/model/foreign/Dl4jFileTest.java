package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.Dl4jNetworks;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Dl4jFileTest {

    private static final ImportRequest PETS = ImportRequest.named("pets");
    private static final Architecture GROUPED = ForeignFiles.small(AlexNets.ALEXNET_2012, 8, 7);
    private static final Weights WEIGHTS = ForeignFiles.weights(GROUPED);

    @TempDir
    static Path folder;

    private static Path sound;
    private static Path bare;

    @BeforeAll
    static void writeOne() throws IOException {
        sound = graph(folder.resolve("sound.zip"), GROUPED, WEIGHTS);
        bare = Zips.edited(sound, folder.resolve("bare.zip"), "coefficients.bin", bytes -> new byte[0]);
    }

    static Stream<Architecture> architectures() {
        ArchitectureParameters after =
                ArchitectureParameters.ofClasses(5).withDenseUnits(8).withLrnOrder(LrnOrder.AFTER_POOLING);
        return Stream.of(
                GROUPED,
                AlexNets.of(AlexNets.ALEXNET_2012, after),
                ForeignFiles.small(AlexNets.ALEXNET_KERAS, 8, 7, 6),
                ForeignFiles.small(AlexNets.ALEXNET_OWT, 8, 7));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shouldGetBackWhatDl4jWrote(Architecture architecture) throws IOException {
        Weights weights = ForeignFiles.weights(architecture);
        Path file = graph(folder.resolve("graph.zip"), architecture, weights);

        LoadedModel model = ForeignModels.read(file, PETS);

        assertThat(model.architecture()).isEqualTo(architecture);
        assertThat(model.weights()).isEqualTo(weights.as(DataType.F16));
        assertThat(model.manifest().preprocessing()).isEqualTo(AlexNets.preprocessing(architecture.name()));
    }

    @Test
    void shouldImportLayersInARow() throws IOException {
        Architecture architecture = ForeignFiles.small(AlexNets.ALEXNET_OWT, 8, 7);
        Weights weights = ForeignFiles.weights(architecture);
        Path file = Dl4jRow.write(folder.resolve("row.zip"), weights);

        LoadedModel model = ForeignModels.read(file, PETS);

        assertThat(model.architecture()).isEqualTo(architecture);
        assertThat(model.weights()).isEqualTo(weights.as(DataType.F16));
    }

    /** Where DL4J would deserialise it, and with it whatever class it names. */
    @Test
    void shouldNotTouchThePreprocessor() throws IOException {
        Path file = Zips.with(
                sound, folder.resolve("armed.zip"), "preprocessor.bin", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5});

        assertThat(ForeignModels.read(file, PETS).architecture()).isEqualTo(GROUPED);
    }

    @Test
    void shouldRefuseAnotherArchitectureThanItsLayers() {
        assertRefused(
                sound, PETS.withArchitecture("alexnet-keras"), Problem.INVALID_WEIGHTS, "not those of alexnet-keras");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {                             | [                               | its configuration is no JSON
            "kernelSize" : [ 11, 11 ]     | "kernelSize" : [ 11, 10 ]       | not the same kernelSize in both directions
            "kernelSize" : [ 11, 11 ]     | "kernelSize" : [ 7, 7 ]         | its layers are not those of any of alexnet-2012
            "stride" : [ 4, 4 ]           | "stride" : "four"               | not the same stride
            "nout" : 96                   | "nout" : -96                    | no whole number as its nout
            "nout" : 96                   | "nout" : 97                     | its layers are not those of any
            "nin" : 9216                  | "nin" : 256                     | weights of shape [8, 256], but fc6
            "nin" : 9216                  | "nin" : 4294967297              | no whole number as its nin
            ActivationReLU                | ActivationTanH                  | has the activation ActivationTanH
            "negativeSlope" : null        | "negativeSlope" : 0.1           | negativeSlope 0.1, which no network
            "hasBias" : true              | "hasBias" : false               | hasBias false
            "dilation" : [ 1, 1 ]         | "dilation" : [ 2, 2 ]           | is dilated
            "Truncate"                    | "Same"                          | convolutionMode "Same"
            "poolingType" : "MAX"         | "poolingType" : "AVG"           | poolingType "AVG"
            conf.layers.ConvolutionLayer  | conf.layers.Deconvolution2D     | is a Deconvolution2D, which no network
            conf.layers.DenseLayer        | com.example.Evil                | is a Evil, which no network
            graph.MergeVertex             | graph.ElementWiseVertex         | vertex conv5 is a ElementWiseVertex
            graph.SubsetVertex            | graph.ReverseVertex             | is not the slice of channels
            "from" : 48                   | "from" : 47                     | is not the slice of channels
            "networkOutputs" : [ "output" ] | "networkOutputs" : [ ]        | has not one output
            "fc7" : [ "fc6" ]             | "fc7" : [ "output" ]            | form a circle at output
            "fc7" : [ "fc6" ]             | "fc7" : [ "nowhere" ]           | vertex nowhere is a
            "topologicalOrderStr"         | "someOrder"                     | in which order its parameters lie
            "conv2/0", "conv2/1"          | "conv2/1", "conv2/1"            | is not the slice of channels
            """)
    void shouldRefuseAConfigurationOfAnotherNetwork(String part, String other, String sentence) throws IOException {
        Path file = edited(json -> json.replace(part, other));

        assertRefused(file, sentence);
    }

    @Test
    void shouldRefuseAnEndlessConfiguration() throws IOException {
        assertRefused(
                edited(json -> json + " ".repeat(5 << 20)), PETS, Problem.TOO_LARGE, "configuration.json is larger");
        assertRefused(edited(json -> "[".repeat(100_000)), "its configuration is no JSON");
    }

    @Test
    void shouldRefuseParametersThatAreNotThoseOfTheLayers() throws IOException {
        assertRefused(parameters(bytes -> Arrays.copyOf(bytes, bytes.length / 2)), "ends early");
        assertRefused(parameters(bytes -> Arrays.copyOf(bytes, bytes.length + 1)), "bytes follow");
        assertRefused(parameters(bytes -> new byte[0]), "ends early");
        assertRefused(parameters(bytes -> new byte[1000]), "does not begin with a shape");
        assertRefused(parameters(bytes -> changed(bytes, 0x64, 1)), "parameters, but its layers have");
        assertRefused(parameters(bytes -> changed(bytes, 0x6d, 'X')), "of type");
        assertRefused(parameters(bytes -> changed(changed(bytes, 0x71, 0x7f), 0x72, 0xc0)), "hold NaN");
        assertRefused(parameters(bytes -> changed(bytes, 0x12, 0x7f)), "does not begin with a shape");
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** What is wrong with a configuration shows before the first parameter is read. */
    private static Path edited(UnaryOperator<String> change) throws IOException {
        return Zips.edited(bare, folder.resolve("edited.zip"), "configuration.json", bytes -> change.apply(
                        new String(bytes, UTF_8))
                .getBytes(UTF_8));
    }

    private static Path parameters(UnaryOperator<byte[]> change) throws IOException {
        return Zips.edited(sound, folder.resolve("edited.zip"), "coefficients.bin", change);
    }

    private static Path graph(Path file, Architecture architecture, Weights weights) throws IOException {
        ComputationGraph graph =
                Dl4jNetworks.compile(architecture, weights, "conv1", new NeuralNetConfiguration.Builder().seed(1));
        try {
            ModelSerializer.writeModel(graph, file.toFile(), true);
            return file;
        } finally {
            graph.close();
        }
    }
}
