package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;

/** What oneDNN has made and what it only had to find, it says in its verbose log, which is a process's. */
class KeptPrimitivesTest {

    private static final String MADE = ",create:cache_miss,";
    private static final String FOUND = ",create:cache_hit,";

    @Test
    void shouldFindThePrimitivesOfAllBatchSizesThatAModelBeforeHad() throws Exception {
        List<String> log = ChildJvm.output(List.of(), List.of("-Xmx512m"), Swap.class)
                .lines()
                .toList();

        List<String> before = log.subList(0, log.indexOf(Swap.MARK));
        List<String> after = log.subList(before.size(), log.size());
        assertThat(before).filteredOn(line -> line.contains(MADE)).hasSizeGreaterThan(9 * OneDnnPlan.MAX_BATCH);
        assertThat(after)
                .noneMatch(line -> line.contains(MADE))
                .filteredOn(line -> line.contains(FOUND))
                .hasSizeGreaterThan(9 * OneDnnPlan.MAX_BATCH);
    }

    /** Two models of one architecture, one after the other. */
    static final class Swap {

        private static final String MARK = "the next model";

        private Swap() {}

        public static void main(String[] args) {
            Architecture network = AlexNets.of(
                    AlexNets.ALEXNET_2012, new ArchitectureParameters(10, List.of(64, 64), LrnOrder.BEFORE_POOLING));
            OneDnnCore.load();
            dnnl.dnnl_set_verbose(2);
            compile(network, WeightInitializer.of(network).initialize(network, 1));
            System.out.println(MARK);
            compile(network, WeightInitializer.of(network).initialize(network, 2));
        }

        private static void compile(Architecture network, Weights weights) {
            try (OneDnnPlan plan = new OneDnnPlan(network, weights, TestNetworks.IMAGENET, DataType.F32)) {
                plan.prepare(OneDnnPlan.MAX_BATCH);
            }
        }
    }
}
