package dev.alexstream.model.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What DL4J's {@code ModelSerializer} writes: a zip with the layers as JSON and all parameters as one array. Whatever else is in it, such
 * as a preprocessor that Java would deserialise, is not touched.
 */
final class Dl4jFile implements ForeignFile {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int MAX_CONFIGURATION_BYTES = 4 << 20;

    private final ZipFile zip;
    private Map<String, ByteBuffer> parameters = Map.of();

    private Dl4jFile(ZipFile zip) {
        this.zip = zip;
    }

    static Dl4jFile open(Path file) throws IOException {
        try {
            return new Dl4jFile(new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS, "it looks like a zip, but is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public ForeignNetwork network(Optional<String> wanted) throws IOException {
        requireDl4j();
        JsonNode root = configuration();
        Dl4jNetwork network = root.has("vertices") ? Dl4jGraph.read(root) : Dl4jSequence.read(root);
        Dl4jMatch match = Dl4jMatch.of(network.layers(), wanted);
        List<ForeignLayer> layers = network.blocks().stream()
                .filter(block -> block.parts().get(0).hasParameters())
                .<ForeignLayer>map(block -> new Dl4jLayer(block, name -> parameter(network, name)))
                .toList();
        return new ForeignNetwork(
                match.architecture(),
                match.order(),
                layers.stream().filter(each -> each.shape().size() > 2).toList(),
                layers.stream().filter(each -> each.shape().size() == 2).toList());
    }

    private void requireDl4j() {
        if (zip.stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"))) {
            throw ForeignKind.pickle();
        }
        if (zip.getEntry("model.weights.h5") != null) {
            throw new ModelException(
                    Problem.UNKNOWN_FORMAT, "this is an archive of Keras 3; unzip it and import its model.weights.h5");
        }
        for (String needed : List.of(CONFIGURATION, COEFFICIENTS)) {
            if (zip.getEntry(needed) == null) {
                throw new ModelException(
                        Problem.UNKNOWN_FORMAT,
                        "this is a zip without " + needed + ", so none that ModelSerializer of DL4J wrote");
            }
        }
    }

    private JsonNode configuration() throws IOException {
        try (InputStream in = open(CONFIGURATION)) {
            byte[] json = in.readNBytes(MAX_CONFIGURATION_BYTES + 1);
            if (json.length > MAX_CONFIGURATION_BYTES) {
                throw new ModelException(
                        Problem.TOO_LARGE, CONFIGURATION + " is larger than " + MAX_CONFIGURATION_BYTES + " bytes");
            }
            return Dl4jJson.tree(json);
        }
    }

    /** The array is read once, when the first parameter is asked for. */
    private ByteBuffer parameter(Dl4jNetwork network, String layer) throws IOException {
        if (parameters.isEmpty()) {
            try (InputStream in = new BufferedInputStream(open(COEFFICIENTS))) {
                parameters = Dl4jParameters.read(in, network.parameters());
            }
        }
        return parameters.get(layer);
    }

    private InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        try {
            return zip.getInputStream(entry);
        } catch (ZipException e) {
            throw new ModelException(Problem.INVALID_WEIGHTS, name + " in it is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
