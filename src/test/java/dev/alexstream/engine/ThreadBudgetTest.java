package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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

    private static String inForce(List<String> prefix, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.add(Report.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Computes something on a thread of its own, as the inference thread does, and prints the thread counts it then has. */
    static final class Report {

        private Report() {}

        public static void main(String[] args) throws InterruptedException {
            Thread thread = new Thread(Report::run, "inference");
            thread.start();
            thread.join();
        }

        private static void run() {
            Nd4jPlan plan = TestNetworks.tinyPlan();
            plan.classify(TestNetworks.noise(1, TestNetworks.TINY.inputSide(), 1));
            plan.close();
            System.out.println(ThreadBudget.inForce());
        }
    }
}
