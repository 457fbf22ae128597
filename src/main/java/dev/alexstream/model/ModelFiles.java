package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.NetworkException;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The files of a model: which there are, and how each is written and read, wherever they lie. Reading allocates no more than the limits,
 * and no weights before the manifest is found to be sound.
 */
final class ModelFiles {

    static final String MANIFEST = "manifest.json";
    static final String WEIGHTS = "weights.safetensors";

    /** Only where the manifest promises it. */
    static final String EXEMPLARS = "exemplars.safetensors";

    /** In the order in which they have to appear where others look: the manifest makes the model whole. */
    static final List<String> NAMES = List.of(WEIGHTS, EXEMPLARS, MANIFEST);

    static final int MAX_MANIFEST_BYTES = 4 << 20;
    private static final long HEADER_ROOM = 2 << 20;

    private ModelFiles() {}

    /** Where files come from; fails with an {@link IOException} that names the file. */
    interface Source {
        InputStream open(String file) throws IOException;
    }

    /** Where files go to. */
    interface Sink {
        OutputStream create(String file) throws IOException;
    }

    /**
     * @param origin what the model is called in messages
     * @throws ModelException for whatever is wrong with it
     */
    static LoadedModel read(Source source, String origin) {
        return read(source, origin, manifest -> {});
    }

    /** @param check throws where the manifest is not the one that is wanted; before any weight is read */
    static LoadedModel read(Source source, String origin, Consumer<ModelManifest> check) {
        try {
            ModelManifest manifest = readManifest(source, origin);
            check.accept(manifest);
            Architecture architecture = manifest.architecture().resolve();
            Weights weights = readWeights(source, manifest, architecture, origin);
            return new LoadedModel(
                    manifest, architecture, weights, readExemplars(source, manifest, architecture, origin));
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot read model " + origin + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param model the digest of its manifest is not looked at
     * @return the model as it will be read, with the digest of the weights as they were written
     */
    static LoadedModel write(LoadedModel model, Sink sink) throws IOException {
        Map<String, String> metadata =
                Map.of("architecture", model.architecture().name());
        String weights = write(new Safetensors(metadata, model.weights()), sink, WEIGHTS);
        String exemplars = model.exemplars().all().isEmpty()
                ? null
                : write(model.exemplars().file(model.manifest().labels()), sink, EXEMPLARS);
        ModelManifest manifest = model.manifest().withDigests(weights, exemplars);
        try (OutputStream out = sink.create(MANIFEST)) {
            out.write(ManifestCodec.encode(manifest));
        }
        return new LoadedModel(manifest, model.architecture(), model.weights(), model.exemplars());
    }

    private static String write(Safetensors content, Sink sink, String file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(sink.create(file), digest)) {
            content.write(out);
        }
        return named(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** SHA-256 of a whole file: 64 hexadecimal digits. */
    static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** As manifests and results have it. */
    static String named(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    static ModelManifest readManifest(Source source, String origin) throws IOException {
        try (InputStream in = source.open(MANIFEST)) {
            byte[] json = in.readNBytes(MAX_MANIFEST_BYTES + 1);
            if (json.length > MAX_MANIFEST_BYTES) {
                throw new ModelException(
                        Problem.TOO_LARGE,
                        MANIFEST + " of model " + origin + " is larger than " + MAX_MANIFEST_BYTES + " bytes");
            }
            return ManifestCodec.decode(json);
        }
    }

    private static Weights readWeights(Source source, ModelManifest manifest, Architecture architecture, String origin)
            throws IOException {
        long limit = HEADER_ROOM + Shapes.of(architecture).parameterCount() * Float.BYTES;
        return readTensors(source, WEIGHTS, limit, manifest.digest(), origin, file -> {
            file.weights().requireFit(architecture);
            return file.weights();
        });
    }

    private static Exemplars readExemplars(
            Source source, ModelManifest manifest, Architecture architecture, String origin) throws IOException {
        if (manifest.exemplars() == null) {
            return Exemplars.NONE;
        }
        return readTensors(
                source,
                EXEMPLARS,
                HEADER_ROOM + Exemplars.MOST_BYTES,
                manifest.exemplars(),
                origin,
                file -> Exemplars.of(file, architecture, manifest.labels()));
    }

    private static <T> T readTensors(
            Source source, String file, long limit, String promised, String origin, Function<Safetensors, T> use)
            throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(source.open(file)), digest)) {
            Safetensors content = Safetensors.read(in, limit);
            requireDigest(promised, named(digest), file, origin);
            return use.apply(content);
        } catch (NetworkException e) {
            throw new ModelException(Problem.INVALID_WEIGHTS, file + " of model " + origin + ": " + e.getMessage(), e);
        }
    }

    private static void requireDigest(String promised, String found, String file, String origin) {
        if (!promised.equals(found)) {
            throw new ModelException(
                    Problem.WRONG_DIGEST,
                    file + " of model " + origin + " has digest " + found + ", its manifest promises " + promised);
        }
    }
}
