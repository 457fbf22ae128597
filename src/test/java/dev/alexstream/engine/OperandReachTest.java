package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OperandReachTest {

    private static final List<String> TELLING =
            List.of("-XX:+PrintCompilation", "-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintInlining");

    /**
     * As a compiled method is told of, {@code 812  567  b  3  org.nd4j…::exec (7 bytes)}, or one that became part of another. Compiler threads
     * write into each other's lines, so nothing is said about the other ones.
     */
    private static final Pattern COMPILED = Pattern.compile("^ *[0-9]+ +[0-9]+ [ %s!bn]*[1-4] +[a-z0-9.]+"
            + "NativeOpExecutioner::exec |NativeOpExecutioner::exec \\([0-9]+ bytes\\) +(force )?inline");

    @Test
    void shouldLeaveToTheInterpreterWhatCallsNativeCode() throws Exception {
        String output = ChildJvm.output(List.of(), TELLING, Computing.class);

        assertThat(output).contains("computed 8000");
        assertThat(output).contains("Excluding compile: org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner::exec");
        assertThat(output.lines()).noneMatch(line -> COMPILED.matcher(line).find());
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
