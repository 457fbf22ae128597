package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlexNetsTest {

    @Test
    void shouldHaveTheParametersOfThePaper() {
        Shapes shapes = Shapes.of(AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(1000)));

        assertThat(shapes.parameterCount()).isEqualTo(60_965_224);
        assertThat(shapes.output("conv1")).isEqualTo(new Shape(96, 55, 55));
        assertThat(shapes.output("pool2")).isEqualTo(new Shape(256, 13, 13));
        assertThat(shapes.output("pool5")).isEqualTo(new Shape(256, 6, 6));
        assertThat(shapes.weights()).containsEntry("conv2.weight", List.of(256, 48, 5, 5));
    }

    @Test
    void shouldHaveTheParametersOfTheKerasListing() {
        Shapes shapes = Shapes.of(AlexNets.of("alexnet-keras", ArchitectureParameters.ofClasses(17)));

        assertThat(shapes.parameterCount()).isEqualTo(28_054_497);
        assertThat(shapes.output("pool5")).isEqualTo(new Shape(256, 1, 1));
        assertThat(shapes.output("fc8")).isEqualTo(new Shape(1000, 1, 1));
    }

    @Test
    void shouldHaveTheParametersOfTorchvision() {
        Architecture architecture = AlexNets.of("alexnet-owt", ArchitectureParameters.ofClasses(1000));
        Shapes shapes = Shapes.of(architecture);

        assertThat(shapes.parameterCount()).isEqualTo(61_100_840);
        assertThat(shapes.output("conv1")).isEqualTo(new Shape(64, 55, 55));
        assertThat(shapes.output("pool2")).isEqualTo(new Shape(192, 13, 13));
        assertThat(shapes.output("pool5")).isEqualTo(new Shape(256, 6, 6));
        assertThat(shapes.weights()).containsEntry("fc6.weight", List.of(4096, 9216));
        assertThat(names(architecture)).endsWith("pool5", "drop5", "fc6", "drop6", "fc7", "output");
    }

    @Test
    void shouldKnowThePreprocessingOfEachName() {
        assertThat(AlexNets.NAMES)
                .allSatisfy(name ->
                        assertThat(AlexNets.preprocessing(name).shortSide()).isEqualTo(256));
        assertThat(AlexNets.preprocessing("alexnet-owt").mean().get(0)).isCloseTo(123.675, within(1e-9));
        assertThat(AlexNets.preprocessing("alexnet-owt").scale().get(2)).isCloseTo(57.375, within(1e-9));
        assertThatThrownBy(() -> AlexNets.preprocessing("vgg"))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("known are");
    }

    @Test
    void shouldPutNormalizationWhereTheLrnOrderSays() {
        ArchitectureParameters parameters = ArchitectureParameters.ofClasses(2);

        assertThat(names(AlexNets.of("alexnet-2012", parameters))).startsWith("conv1", "norm1", "pool1", "conv2");
        assertThat(names(AlexNets.of("alexnet-2012", parameters.withLrnOrder(LrnOrder.AFTER_POOLING))))
                .startsWith("conv1", "pool1", "norm1", "conv2", "pool2", "norm2", "conv3");
        for (String without : List.of("alexnet-keras", "alexnet-owt")) {
            assertThatThrownBy(() -> AlexNets.of(without, parameters.withLrnOrder(LrnOrder.AFTER_POOLING)))
                    .isInstanceOf(ArchitectureException.class)
                    .hasMessageContaining(without + " has no local response normalisation");
        }
    }

    @Test
    void shouldTakeDenseUnitsForACompactHead() {
        Architecture architecture =
                AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(17).withDenseUnits(512));

        assertThat(names(architecture)).endsWith("pool5", "fc6", "drop6", "output");
        assertThat(Shapes.of(architecture).weights())
                .containsEntry("fc6.weight", List.of(512, 9216))
                .containsEntry("output.weight", List.of(17, 512));
    }

    @Test
    void shouldNameTheKnownArchitecturesWhenAskedForAnother() {
        assertThatThrownBy(() -> AlexNets.of("vgg", ArchitectureParameters.ofClasses(2)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessage("architecture \"vgg\" is unknown, known are alexnet-2012, alexnet-keras, alexnet-owt");
    }

    @Test
    void shouldReadParametersFromJsonAndWriteThemBack() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String text = "{\"classes\":17,\"dense-units\":[512],\"lrn-order\":\"after-pooling\"}";

        ArchitectureParameters parameters = json.readValue(text, ArchitectureParameters.class);

        assertThat(parameters).isEqualTo(new ArchitectureParameters(17, List.of(512), LrnOrder.AFTER_POOLING));
        assertThat(json.writeValueAsString(parameters)).isEqualTo(text);
        assertThat(json.readValue("{\"classes\":3}", ArchitectureParameters.class))
                .isEqualTo(ArchitectureParameters.ofClasses(3));
    }

    private static List<String> names(Architecture architecture) {
        return architecture.layers().stream().map(Layer::name).toList();
    }
}
