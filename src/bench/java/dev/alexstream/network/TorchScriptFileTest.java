package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptFileTest {

    private static final Architecture ALEXNET =
            AlexNets.of(AlexNets.ALEXNET_2012, ArchitectureParameters.ofClasses(17));

    @TempDir
    private Path folder;

    @Test
    void shouldComputeInTheTypeThatIsAskedFor() throws IOException {
        assertThat(script(DataType.F32)).contains("x = torch.to(images, 6)").doesNotContain("15)");
        assertThat(script(DataType.BF16)).contains("x = torch.to(images, 15)", "torch.softmax(torch.to(x, 6), 1)");
    }

    @Test
    void shouldPrepareEachWeightForTheLayerThatTakesIt() throws IOException {
        assertThat(script(DataType.BF16))
                .contains(
                        "ops.mkldnn._reorder_convolution_weight(torch.to(weights[2], 15), [2, 2], [1, 1], [1, 1], 2, [count, 96, 27, 27])",
                        "x = ops.mkldnn._convolution_pointwise(x, weights[2], weights[3], [2, 2], [1, 1], [1, 1], 2, \"relu\"",
                        "ops.mkldnn._reorder_linear_weight(torch.to(weights[14], 15), count)",
                        "x = ops.mkldnn._linear_pointwise(torch.flatten(x, 1), weights[14], weights[15], \"none\"");
    }

    @Test
    void shouldAddTheSquaresOfAllNeighbours() throws IOException {
        assertThat(script(DataType.F32).lines().filter(line -> line.contains("torch.slice(squares, 1, 4, 100)")))
                .hasSize(1);
    }

    private String script(DataType type) throws IOException {
        Path file = folder.resolve("network.pt");
        TorchScriptFile.write(ALEXNET, type, file);
        try (var archive = new ZipFile(file.toFile());
                var code = archive.getInputStream(archive.getEntry("network/code/__torch__.py"))) {
            return new String(code.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
