package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.network.ActivationRanges;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken, and what is said, on machines that lack what this one has. Two models are opened on each, in a process of its own. */
class LesserMachineTest {

    /** To the console, as in a process without Quarkus. */
    private static final String LOGGING = "-Dorg.jboss.logging.provider=jdk";

    private static final String SLOW =
            "alexstream.engine.precision=bf16 is several times as slow as fp32 here: this CPU does"
                    + " not multiply bf16. Set it to fp32 or auto";
    private static final Pattern ONEDNN_NATIVES = Pattern.compile(".*[/\\\\]dnnl-[^/\\\\]*-(linux|macosx|windows)-.*");

    @BeforeEach
    void loadNatives() {
        OneDnnCore.load();
    }

    @Test
    void shouldWarnOnceOfBfloat16ThatTheCpuDoesNotMultiply() throws Exception {
        assumeTrue(OneDnnCore.hasNativeBf16(), "this CPU has no AVX-512 to run it on");

        String output = onCpu("AVX512_CORE", "auto", "bf16");

        assertThat(output).containsOnlyOnce(SLOW);
        assertThat(opened(output)).containsExactly("opened onednn bf16", "opened onednn bf16");
    }

    @Test
    void shouldRefuseBfloat16ThatOneDnnDoesNotHave() throws Exception {
        assumeTrue(isX86(), "this is not an x86 CPU");

        String output = onCpu("AVX2", "auto", "bf16");

        assertThat(output)
                .contains(
                        "refused: alexstream.engine.precision=bf16 needs a CPU that multiplies bf16; set it to fp32 or"
                                + " auto (oneDNN refuses convolution conv1 with status 3: not implemented on this CPU)")
                .doesNotContain(SLOW);
        assertThat(opened(output)).isEmpty();
    }

    @Test
    void shouldRefuseBytesThatTheCpuDoesNotMultiply() throws Exception {
        assumeTrue(isX86(), "this is not an x86 CPU");

        String output = onCpu("AVX2", "auto", "int8");

        assertThat(output).contains("refused: alexstream.engine.precision=int8 needs a CPU with VNNI instructions");
        assertThat(opened(output)).isEmpty();
    }

    @Test
    void shouldTakeFloat32WithoutAWarningWhereNothingElseIsAskedFor() throws Exception {
        assumeTrue(isX86(), "this is not an x86 CPU");

        String output = onCpu("AVX2", "auto", "auto");

        assertThat(output).doesNotContain("alexstream.engine.precision", "ND4J plan");
        assertThat(opened(output)).containsExactly("opened onednn fp32", "opened onednn fp32");
    }

    @Test
    void shouldSayOnceThatTheNd4jPlanStandsInForOneDnn() throws Exception {
        String output = withoutOneDnn("auto", "auto");

        assertThat(output)
                .containsOnlyOnce("Classifying with the ND4J plan instead of oneDNN: the native libraries of oneDNN"
                        + " cannot be loaded: ");
        assertThat(opened(output)).containsExactly("opened nd4j fp32", "opened nd4j fp32");
    }

    @Test
    void shouldLetNothingStandInForOneDnnThatIsAskedFor() throws Exception {
        String output = withoutOneDnn("onednn", "auto");

        assertThat(output)
                .contains("refused: the native libraries of oneDNN cannot be loaded: ")
                .doesNotContain("ND4J plan");
        assertThat(opened(output)).isEmpty();
    }

    private static boolean isX86() {
        return System.getProperty("os.arch").matches("amd64|x86_64");
    }

    /** @param isa the most of this CPU that oneDNN is to use */
    private static String onCpu(String isa, String engine, String precision) throws Exception {
        return ChildJvm.output(
                List.of("env", "ONEDNN_MAX_CPU_ISA=" + isa), List.of(LOGGING), Opening.class, engine, precision);
    }

    private static String withoutOneDnn(String engine, String precision) throws Exception {
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !ONEDNN_NATIVES.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        return ChildJvm.output(List.of(), List.of(LOGGING, "-cp", others), Opening.class, engine, precision);
    }

    private static List<String> opened(String output) {
        return output.lines().filter(line -> line.startsWith("opened")).toList();
    }

    /** Opens a model twice, or says what is against it. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] args) {
            open(args[0], args[1]);
            open(args[0], args[1]);
        }

        private static void open(String engine, String precision) {
            ActivationRanges ranges =
                    new ActivationRanges(1, new TreeMap<>(Map.of("conv2", 8.0, "fc3", 8.0, "output", 8.0)));
            try (Classifier classifier = Classifiers.open(
                    TestNetworks.TINY,
                    TestNetworks.TINY_WEIGHTS,
                    TestNetworks.CENTRED,
                    ranges,
                    config(engine, precision))) {
                Classifier.EngineInfo info = classifier.info();
                System.out.println("opened " + info.engine() + " " + info.precision());
            } catch (EngineException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }

        private static EngineConfig config(String engine, String precision) {
            return new EngineConfig() {
                @Override
                public String engine() {
                    return engine;
                }

                @Override
                public String precision() {
                    return precision;
                }
            };
        }
    }
}
