package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OperandReachTest {

    private static final List<String> TELLING =
            List.of("-XX:+PrintCompilation", "-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintInlining");

    @Test
    void shouldLeaveToTheInterpreterWhatCallsNativeCode() throws Exception {
        String output = ChildJvm.output(List.of(), TELLING, Computing.class);

        assertThat(output).contains("computed 8000");
        assertThat(output.lines().filter(line -> line.contains("nativecpu.ops.NativeOpExecutioner::exec")))
                .isNotEmpty()
                .allMatch(line -> line.contains("Excluding compile")
                        || line.contains("made not compilable")
                        || line.contains("disallowed by CompileCommand")
                        || line.contains("not compilable (disabled)"));
    }

    /** Often enough that everything that may be compiled is. */
    static final class Computing {

        private static final int ROUNDS = 8_000;

        private Computing() {}

        public static void main(String[] args) {
            NativeRuntime.prepare();
            try (INDArray sums = Nd4j.zeros(4, 8);
                    INDArray row = Nd4j.ones(1, 8)) {
                for (int round = 0; round < ROUNDS; round++) {
                    sums.addiRowVector(row);
                }
                System.out.println("computed " + sums.getInt(0));
            }
        }
    }
}
