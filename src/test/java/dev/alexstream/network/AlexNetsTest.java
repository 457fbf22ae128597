package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void shouldPutNormalizationWhereTheLrnOrderSays() {
        ArchitectureParameters parameters = ArchitectureParameters.ofClasses(2);

        assertThat(names(AlexNets.of("alexnet-2012", parameters))).startsWith("conv1", "norm1", "pool1", "conv2");
        assertThat(names(AlexNets.of("alexnet-2012", parameters.withLrnOrder(LrnOrder.AFTER_POOLING))))
                .startsWith("conv1", "pool1", "norm1", "conv2", "pool2", "norm2", "conv3");
        assertThatThrownBy(() -> AlexNets.of("alexnet-keras", parameters.withLrnOrder(LrnOrder.AFTER_POOLING)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("no local response normalisation");
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
                .hasMessage("architecture \"vgg\" is unknown, known are alexnet-2012, alexnet-keras");
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
