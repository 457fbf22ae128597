package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {

    private static final Softmax SOFTMAX = new Softmax("output", 2);

    static Stream<Arguments> impossibleNetworks() {
        return Stream.of(
                Arguments.of("must be softmax", List.of()),
                Arguments.of("must be softmax", List.of(new Dense("fc", 2))),
                Arguments.of("must be the last", List.of(new Softmax("early", 2), SOFTMAX)),
                Arguments.of("two layers are called a", List.of(new Dense("a", 2), new Dense("a", 2), SOFTMAX)),
                Arguments.of("does not fit", List.of(new Convolution("c", 4, 11, 1, 1, 1), SOFTMAX)),
                Arguments.of("do not divide", List.of(new Convolution("c", 4, 3, 1, 0, 2), SOFTMAX)),
                Arguments.of("stride must be at least 1", List.of(new MaxPooling("p", 2, 0), SOFTMAX)),
                Arguments.of("padding must be at least 0", List.of(new Convolution("c", 4, 3, 1, -1, 1), SOFTMAX)),
                Arguments.of("groups must be at least 1", List.of(new Convolution("c", 4, 3, 1, 0, 0), SOFTMAX)),
                Arguments.of("outChannels must be", List.of(new Convolution("c", 0, 3, 1, 0, 1), SOFTMAX)),
                Arguments.of("units must be at least 1", List.of(new Dense("d", 0), SOFTMAX)),
                Arguments.of("classes must be at least 1", List.of(new Softmax("s", 0))),
                Arguments.of("rate must be", List.of(new Dropout("d", 1), SOFTMAX)),
                Arguments.of(
                        "size must be odd", List.of(new LocalResponseNormalization("n", 4, 2, 1e-4, 0.75), SOFTMAX)),
                Arguments.of("needs rows and columns", List.of(new Dense("d", 3), new MaxPooling("p", 1, 1), SOFTMAX)),
                Arguments.of("too many", List.of(new Dense("d", Integer.MAX_VALUE), SOFTMAX)));
    }

    @ParameterizedTest
    @MethodSource("impossibleNetworks")
    void shouldRefuseNetworkThatCannotBe(String why, List<Layer> layers) {
        assertThatThrownBy(() -> Shapes.of(new Architecture("odd", 8, layers)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining(why);
    }

    @Test
    void shouldNameTheLayersWhenAskedForAnother() {
        Shapes shapes = Shapes.of(new Architecture("small", 8, List.of(new Dense("fc", 3), SOFTMAX)));

        assertThatThrownBy(() -> shapes.output("conv9"))
                .isInstanceOf(ArchitectureException.class)
                .hasMessage("no layer \"conv9\", there are fc, output");
    }

    @Test
    void shouldRefuseInputThatIsTooLarge() {
        assertThatThrownBy(() -> Shapes.of(new Architecture("vast", 1 << 20, List.of(SOFTMAX))))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("too many");
    }
}
