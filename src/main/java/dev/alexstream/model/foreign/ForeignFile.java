package dev.alexstream.model.foreign;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A file of another program, open: its layers can be read until it is closed. */
sealed interface ForeignFile extends Closeable permits TorchvisionFile, KerasFile, Dl4jFile {

    /**
     * @param wanted the architecture that a person named
     * @throws dev.alexstream.model.ModelException if it holds no network that is known here
     */
    ForeignNetwork network(Optional<String> wanted) throws IOException;
}
