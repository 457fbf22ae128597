package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model on disk: a folder of its {@link ModelFiles}. Reading one parses numbers and text, and can execute nothing.
 */
public final class ModelFolder {

    /** How the names of folders begin in which a model is being built. */
    static final String BUILDING = ".model-";

    private ModelFolder() {}

    /**
     * @throws ModelException if it is not a whole, untouched model that this build knows
     */
    public static LoadedModel read(Path folder) {
        return ModelFiles.read(file -> openRegular(folder.resolve(file)), folder.toString());
    }

    /**
     * Writes all of a model or nothing: it is built in a hidden folder beside {@code folder}, made to outlast a power cut, and renamed.
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
            Path building = target.resolveSibling(BUILDING + UUID.randomUUID());
            DurableFiles.createFolders(building);
            try {
                LoadedModel written = ModelFiles.write(model, file -> DurableFiles.create(building.resolve(file)));
                DurableFiles.move(building, target);
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

    static InputStream openRegular(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is no regular file" : " does not exist"));
        }
        return Files.newInputStream(file);
    }

    static void delete(Path folder) throws IOException {
        for (String file : ModelFiles.NAMES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
