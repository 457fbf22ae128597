package dev.alexstream.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that Keras 3.15 wrote of the listing with dense layers of 16, 12, 10 and 5 units: {@code save} to {@code .h5}, and {@code
 * save_weights}. The numbers of each array count up in the order of the file: {@code i % 251 / 2000 - 0.06}.
 */
class KerasWrittenFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keras-model.h5.gz", "keras-3.weights.h5.gz"})
    void shouldImportWhatKerasWrote(String resource) throws IOException {
        Path file = unzipped(resource);

        LoadedModel model = ForeignModels.read(file, ImportRequest.named("listing"));

        assertThat(model.architecture()).isEqualTo(ForeignFiles.small(AlexNets.ALEXNET_KERAS, 16, 12, 10));
        Weights weights = model.weights();
        for (String name : weights.names()) {
            Tensor tensor = weights.tensor(name);
            float[] values = tensor.floats();
            float apart = 0;
            for (int i = 0; i < values.length; i++) {
                apart = Math.max(apart, Math.abs(values[i] - number(inFile(tensor.shape(), i))));
            }
            assertThat(apart).as(name).isLessThan(5e-5f);
        }
    }

    private static float number(int index) {
        return index % 251 / 2000f - 0.06f;
    }

    /** Where a number of ours stands in the file: kernels there are [row, column, in, out] and [inputs, units]. */
    private static int inFile(List<Integer> shape, int index) {
        if (shape.size() == 1) {
            return index;
        }
        int perOut = shape.stream().skip(1).reduce(1, Math::multiplyExact);
        int window = shape.stream().skip(2).reduce(1, Math::multiplyExact);
        int out = index / perOut;
        int in = index % perOut / window;
        int place = index % window;
        return (place * shape.get(1) + in) * shape.get(0) + out;
    }

    private Path unzipped(String resource) throws IOException {
        Path file = folder.resolve("listing.h5");
        try (InputStream in = getClass().getResourceAsStream("/foreign/" + resource)) {
            Files.copy(new GZIPInputStream(in), file);
        }
        return file;
    }
}
