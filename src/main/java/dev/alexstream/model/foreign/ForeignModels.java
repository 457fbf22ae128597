package dev.alexstream.model.foreign;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of other programs, whose kind shows in their content. */
public final class ForeignModels {

    /** A file of 61 million numbers of 32 bits takes 233 MiB. */
    static final long MAX_BYTES = 1L << 30;

    private ForeignModels() {}

    /**
     * @return a model in memory, with weights of 16 bits where those of the file have 32 and fit; it has no digest and no ranges of
     *     activations yet
     * @throws ModelException whose sentence says what is wrong with the file, or with what was said about it
     */
    public static LoadedModel read(Path file, ImportRequest request) {
        try {
            requireSize(file);
            try (ForeignFile opened = ForeignKind.of(file).open(file)) {
                return Conversion.convert(opened.network(request.architecture()), request);
            }
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot read " + file + ": " + e.getMessage(), e);
        } catch (ModelException e) {
            throw new ModelException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }

    private static void requireSize(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    Problem.UNREADABLE, Files.exists(file) ? "this is no regular file" : "there is no such file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new ModelException(
                    Problem.TOO_LARGE,
                    "it has " + Files.size(file) + " bytes; weights that can be imported take at most " + MAX_BYTES);
        }
    }
}
