package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.foreign.KerasFiles.Layout;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Weights;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFileTest {

    private static final Architecture SMALL = ForeignFiles.small(AlexNets.ALEXNET_KERAS, 8, 7, 6);
    private static final Weights WEIGHTS = ForeignFiles.weights(SMALL);
    private static final ImportRequest PETS = ImportRequest.named("pets");

    /** The library tells a lot, and the log manager forgets the level of a logger that nobody holds. */
    private static final Logger CHATTY = Logger.getLogger("io.jhdf");

    @TempDir
    Path folder;

    @BeforeAll
    static void silence() {
        CHATTY.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @EnumSource
    void shouldImportTheListingWhereverKerasPutItsLayers(Layout layout) {
        Path file = KerasFiles.write(folder.resolve("a.h5"), layout, SMALL, WEIGHTS);

        LoadedModel model = ForeignModels.read(file, PETS);

        assertThat(model.architecture()).isEqualTo(SMALL);
        assertThat(model.weights()).isEqualTo(WEIGHTS.as(DataType.F16));
        assertThat(model.manifest().preprocessing()).isEqualTo(AlexNets.preprocessing("alexnet-keras"));
    }

    @Test
    void shouldReorderWhatWasFlattenedChannelLast() {
        Architecture spatial = ForeignFiles.small(AlexNets.ALEXNET_OWT, 8, 7);
        Weights weights = ForeignFiles.weights(spatial);
        Path file = KerasFiles.write(folder.resolve("a.h5"), Layout.MODEL, spatial, weights);

        LoadedModel model = ForeignModels.read(file, PETS.withArchitecture(AlexNets.ALEXNET_OWT));

        assertThat(model.architecture()).isEqualTo(spatial);
        assertThat(model.weights()).isEqualTo(weights.as(DataType.F16));
    }

    @Test
    void shouldFollowTheOrderOfTheLayersAndNotThatOfTheAlphabet() {
        Map<String, List<Object>> renamed = new LinkedHashMap<>();
        String[] names = {"zebra", "yak", "xerus", "wolf", "vole", "unit", "tern", "swan", "rat"};
        int next = 0;
        for (List<Object> arrays : KerasFiles.arrays(SMALL, WEIGHTS).values()) {
            renamed.put(names[next++], arrays);
        }
        Path file = KerasFiles.write(folder.resolve("a.h5"), Layout.WEIGHTS, renamed);

        assertThat(ForeignModels.read(file, PETS).weights()).isEqualTo(WEIGHTS.as(DataType.F16));
    }

    @Test
    void shouldCountLayersWhereNoOrderIsGiven() {
        Map<String, List<Object>> renamed = new LinkedHashMap<>();
        KerasFiles.arrays(SMALL, WEIGHTS).forEach((name, arrays) -> {
            int number = name.contains("_") ? Integer.parseInt(name.replaceAll(".*_", "")) : 0;
            renamed.put(name.replaceAll("_.*", "") + "_" + (number + 8), arrays);
        });
        Path file = KerasFiles.write(folder.resolve("a.h5"), Layout.KERAS_3, renamed);

        assertThat(ForeignModels.read(file, PETS).weights()).isEqualTo(WEIGHTS.as(DataType.F16));
    }

    private record Fault(String sentence, Map<String, List<Object>> layers) {

        static Fault with(String layer, String sentence, Object... arrays) {
            Map<String, List<Object>> layers = KerasFiles.arrays(SMALL, WEIGHTS);
            layers.put(layer, List.of(arrays));
            return new Fault(sentence, layers);
        }

        static Fault without(String layer, String sentence) {
            Map<String, List<Object>> layers = KerasFiles.arrays(SMALL, WEIGHTS);
            layers.remove(layer);
            return new Fault(sentence, layers);
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("no layers with weights", Map.of()),
                Fault.without("conv2d_4", "it has 4 convolutions, but alexnet-keras has 5"),
                Fault.without("dense", "dense_1 has weights of shape [7, 8], but fc6 of alexnet-keras has [7, 256]"),
                Fault.with("dense", "1 arrays of numbers of which 1 can be a kernel", new Object[] {new float[256][8]}),
                Fault.with("dense_1", "dense_1 has 7 outputs and 6 biases", new float[8][7], new float[6]),
                Fault.with("dense_1", "dense_1 has weights of shape [7, 9]", new float[9][7], new float[7]),
                Fault.with("dense_1", "holds int where it should hold float", new int[8][7], new float[7]),
                Fault.with("dense_1", "where it should hold float", new float[8][7], new String[] {"a"}),
                Fault.with(
                        "dense_1",
                        "the weights of dense_1 hold Infinity",
                        filled(8, 7, Double.MAX_VALUE),
                        new double[7]),
                Fault.with("dense_1", "the bias of dense_1 hold NaN", filled(8, 7, 1), filled(1, 7, Double.NaN)[0]),
                Fault.with("normal", "normal has 4 arrays", new float[3], new float[3], new float[3], new float[3]),
                Fault.with("conv2d_9", "it has 6 convolutions", new float[1][1][1][1], new float[1]));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldRefuseWhatIsNotTheListing(Fault fault) {
        assertRefused(KerasFiles.write(folder.resolve("a.h5"), Layout.WEIGHTS, fault.layers()), fault.sentence());
    }

    @Test
    void shouldRefuseDeepGroups() {
        Path file = folder.resolve("a.h5");
        try (var hdf = HdfFile.write(file)) {
            var group = hdf.putGroup("deep");
            for (int depth = 0; depth < 8; depth++) {
                group = group.putGroup("er");
            }
        }

        assertRefused(file, PETS, Problem.TOO_LARGE, "more or deeper than those of an AlexNet");
    }

    /** The library trusts its input; this is what keeps it from hurting anyone. */
    @Test
    @Timeout(120)
    void shouldRefuseOrImportWhateverIsWrittenOverAFile() throws IOException {
        Path file = folder.resolve("a.h5");
        byte[] sound = Files.readAllBytes(KerasFiles.write(
                folder.resolve("sound.h5"), Layout.WEIGHTS, Map.of("dense", List.of(new float[3][2], new float[2]))));
        SplittableRandom random = new SplittableRandom(5);
        List<String> sentences = new ArrayList<>();
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                damaged[random.nextInt(8, damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                ForeignModels.read(file, PETS);
            } catch (ModelException e) {
                sentences.add(e.getMessage());
            }
        }

        assertThat(sentences).hasSize(1000).anyMatch(sentence -> sentence.contains("cannot be read as one"));
    }

    @Test
    void shouldRefuseAFileThatEndsEarly() throws IOException {
        Path file = KerasFiles.write(folder.resolve("a.h5"), Layout.WEIGHTS, SMALL, WEIGHTS);
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() / 2);
        }

        assertRefused(file, "cannot be read as one");
    }

    private static double[][] filled(int rows, int columns, double value) {
        double[][] filled = new double[rows][columns];
        for (double[] row : filled) {
            Arrays.fill(row, value);
        }
        return filled;
    }
}
