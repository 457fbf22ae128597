package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.network.DataType;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import dev.alexstream.network.WeightsException;
import org.junit.jupiter.api.Test;

class OneDnnNetworkTest {

    private final Weights weights = WeightInitializer.HE_UNIFORM.initialize(TestNetworks.TINY, 1);
    private final OneDnnNetwork network =
            OneDnnNetwork.inFloats(TestNetworks.TINY, weights, TestNetworks.CENTRED, DataType.F32);

    @Test
    void shouldKeepNoWeightWhenParametersAreElsewhere() {
        String layer = TestNetworks.TINY.layers().get(0).name();
        assertThat(network.numbers().weight(layer)).isNotEmpty();

        OneDnnNumbers light = network.withoutParameters().numbers();

        assertThat(light.precision()).isEqualTo("fp32");
        assertThatThrownBy(() -> light.weight(layer)).isInstanceOf(WeightsException.class);
    }
}
