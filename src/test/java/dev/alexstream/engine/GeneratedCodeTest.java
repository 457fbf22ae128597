package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where oneDNN has no code generator it takes a plain loop, hundreds of times slower, and says so in its verbose log only. The log is a
 * process's, so each network has a JVM of its own.
 */
class GeneratedCodeTest {

    private static final String PLAIN_LOOP = ",ref";

    @ParameterizedTest
    @ValueSource(strings = {AlexNets.ALEXNET_2012, AlexNets.ALEXNET_KERAS, AlexNets.ALEXNET_OWT})
    void shouldRunNoPlainLoop(String network) throws Exception {
        assumeTrue(OneDnnCore.hasNativeBf16() && OneDnnCore.multipliesBytes(), "this CPU lacks a precision");

        List<String> executed = ChildJvm.output(List.of(), List.of("-Xmx512m"), Run.class, network)
                .lines()
                .filter(line -> line.contains(",exec,"))
                .toList();

        assertThat(executed)
                .hasSizeGreaterThan(3 * 8)
                .noneMatch(line -> line.contains(PLAIN_LOOP))
                .anyMatch(line -> line.contains(",convolution,"));
    }

    /** Classifies two images with a random network in every precision. */
    static final class Run {

        private Run() {}

        public static void main(String[] args) {
            Architecture network =
                    AlexNets.of(args[0], new ArchitectureParameters(10, List.of(64, 64), LrnOrder.BEFORE_POOLING));
            Weights weights = WeightInitializer.of(network).initialize(network, 1);
            Preprocessing preprocessing = AlexNets.preprocessing(args[0]);
            OneDnnCore.load();
            ActivationRanges ranges = ranges(network, weights, preprocessing);
            dnnl.dnnl_set_verbose(1);
            run(new OneDnnPlan(network, weights, preprocessing, DataType.F32), network);
            run(new OneDnnPlan(network, weights, preprocessing, DataType.BF16), network);
            run(new OneDnnPlan(OneDnnNetwork.inBytes(network, weights, preprocessing, ranges)), network);
        }

        private static void run(Classifier plan, Architecture network) {
            plan.classify(TestNetworks.noise(2, network.inputSide(), 1));
            plan.close();
        }

        private static ActivationRanges ranges(Architecture network, Weights weights, Preprocessing preprocessing) {
            try (Classifier exact = new OneDnnPlan(network, weights, preprocessing, DataType.F32)) {
                return ActivationSurvey.of(exact, network, TestNetworks.noise(4, network.inputSide(), 2));
            }
        }
    }
}
