package dev.alexstream.model;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A model in memory: what it says of itself, its network, and the weights that fit the network. */
public record LoadedModel(ModelManifest manifest, Architecture architecture, Weights weights) {

    /** The same model with the digest that its weights have in a file of this program; takes as long as hashing them. */
    public LoadedModel withDigest() {
        try {
            return ModelFiles.write(this, file -> OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
