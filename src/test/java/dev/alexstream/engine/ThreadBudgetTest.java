package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native thread counts belong to a process, so each case has a JVM of its own. */
class ThreadBudgetTest {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final String ONE = new ThreadBudget(1, 1, 1).toString();

    @Test
    void shouldUseOneThreadWhenTheJvmMayUseOneCpu() throws Exception {
        assertThat(inForce(List.of(), "-XX:ActiveProcessorCount=1")).endsWith(ONE);
    }

    /** ND4J's own loops never take more than the machine has. */
    @Test
    void shouldUseThreeThreadsWhenTheJvmMayUseThreeCpus() throws Exception {
        assertThat(inForce(List.of(), "-XX:ActiveProcessorCount=3")).endsWith("openMp=3, openBlas=3]");
    }

    @Test
    void shouldUseOneThreadWhenTheProcessIsBoundToOneCpu() throws Exception {
        assumeTrue(Files.isExecutable(TASKSET), "no taskset on this system");

        assertThat(inForce(List.of(TASKSET.toString(), "-c", "0"))).endsWith(ONE);
    }

    /** oneDNN's own word for it, at the head of its verbose log. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldTellOneDnnAsWell(int cpus) throws Exception {
        assertThat(report(List.of(), TestedPlan.ONEDNN, "-XX:ActiveProcessorCount=" + cpus))
                .contains("runtime:OpenMP,nthr:" + cpus);
    }

    @Test
    void shouldTellOneDnnWhenTheProcessIsBoundToOneCpu() throws Exception {
        assumeTrue(Files.isExecutable(TASKSET), "no taskset on this system");

        assertThat(report(List.of(TASKSET.toString(), "-c", "0"), TestedPlan.ONEDNN))
                .contains("runtime:OpenMP,nthr:1")
                .endsWith(ONE);
    }

    private static String inForce(List<String> prefix, String... options) throws Exception {
        return report(prefix, TestedPlan.ND4J, options);
    }

    private static String report(List<String> prefix, TestedPlan tested, String... options) throws Exception {
        return ChildJvm.output(prefix, List.of(options), Report.class, tested.name());
    }

    /** Computes something on a thread of its own, as the inference thread does, and prints the thread counts it then has. */
    static final class Report {

        private Report() {}

        public static void main(String[] args) throws InterruptedException {
            Thread thread = new Thread(() -> run(TestedPlan.valueOf(args[0])), "inference");
            thread.start();
            thread.join();
        }

        private static void run(TestedPlan tested) {
            if (tested == TestedPlan.ONEDNN) {
                OneDnnCore.load();
                dnnl.dnnl_set_verbose(1);
            }
            Classifier plan = tested.openTiny();
            plan.classify(TestNetworks.noise(1, TestNetworks.TINY.inputSide(), 1));
            plan.close();
            System.out.println(ThreadBudget.inForce());
        }
    }
}
