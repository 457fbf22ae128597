package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.Safetensors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model on disk: {@code manifest.json} and {@code weights.safetensors}. Reading one parses numbers and text, and can execute nothing.
 */
public final class ModelFolder {

    private ModelFolder() {}

    /**
     * @throws ModelException if it is not a whole, untouched model that this build knows
     */
    public static LoadedModel read(Path folder) {
        return ModelFiles.read(file -> openRegular(folder.resolve(file)), folder.toString());
    }

    /**
     * Writes all of a model or nothing: it is built in a hidden folder beside {@code folder} and renamed.
     *
     * @param model the digest of its manifest is not looked at
     * @param folder does not exist, or is empty
     * @return the model as {@link #read} will give it, with the digest of the weights as they were written
     * @throws ModelException {@link Problem#UNREADABLE} if it cannot be written
     */
    public static LoadedModel write(LoadedModel model, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            requireFree(target);
            Path building = Files.createDirectories(target.resolveSibling(".model-" + UUID.randomUUID()));
            try {
                LoadedModel written = writeFiles(model, building);
                Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
                return written;
            } finally {
                delete(building);
            }
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot write model " + folder + ": " + e, e);
        }
    }

    /**
     * @throws ModelException {@link Problem#UNREADABLE} if something is there already, or nothing can be put there
     */
    public static void requireFree(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new ModelException(
                        Problem.UNREADABLE, folder + " is not empty, a model needs a folder of its own");
            }
        } catch (NoSuchFileException e) {
            requireWritable(folder.toAbsolutePath().getParent(), folder);
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot write model " + folder + ": " + e, e);
        }
    }

    private static void requireWritable(Path ancestor, Path folder) {
        if (ancestor != null && Files.notExists(ancestor)) {
            requireWritable(ancestor.getParent(), folder);
        } else if (ancestor == null || !Files.isDirectory(ancestor) || !Files.isWritable(ancestor)) {
            throw new ModelException(
                    Problem.UNREADABLE, "cannot write model " + folder + ": " + ancestor + " is no writable folder");
        }
    }

    private static LoadedModel writeFiles(LoadedModel model, Path folder) throws IOException {
        MessageDigest digest = ModelFiles.sha256();
        try (OutputStream out = new DigestOutputStream(create(folder.resolve(ModelFiles.WEIGHTS)), digest)) {
            new Safetensors(Map.of("architecture", model.architecture().name()), model.weights()).write(out);
        }
        ModelManifest manifest = model.manifest().withDigest(ModelFiles.named(digest));
        Files.write(folder.resolve(ModelFiles.MANIFEST), ManifestCodec.encode(manifest));
        return new LoadedModel(manifest, model.architecture(), model.weights());
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    private static InputStream openRegular(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is no regular file" : " does not exist"));
        }
        return Files.newInputStream(file);
    }

    private static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(ModelFiles.WEIGHTS));
        Files.deleteIfExists(folder.resolve(ModelFiles.MANIFEST));
        Files.deleteIfExists(folder);
    }
}
