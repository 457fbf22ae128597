package dev.alexstream.model;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A model in memory: what it says of itself, its network, and the weights that fit the network.
 *
 * @param exemplars of its classes, to rehearse them with; may be none
 */
public record LoadedModel(ModelManifest manifest, Architecture architecture, Weights weights, Exemplars exemplars) {

    /** Without exemplars. */
    public LoadedModel(ModelManifest manifest, Architecture architecture, Weights weights) {
        this(manifest, architecture, weights, Exemplars.NONE);
    }

    /** The same model under another version. */
    public LoadedModel withVersion(String version) {
        return new LoadedModel(manifest.withVersion(version), architecture, weights, exemplars);
    }

    /** The same model with another reference to tell drift by. */
    public LoadedModel withReference(DriftReference reference) {
        return new LoadedModel(manifest.withReference(reference), architecture, weights, exemplars);
    }

    /** The same model with other exemplars. */
    public LoadedModel withExemplars(Exemplars others) {
        return new LoadedModel(manifest, architecture, weights, others);
    }

    /** The same model with the digest that its weights have in a file of this program; takes as long as hashing them. */
    public LoadedModel withDigest() {
        try {
            return ModelFiles.write(this, file -> OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
