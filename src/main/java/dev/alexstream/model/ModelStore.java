package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.s3.S3Config;
import java.net.URI;

/**
 * Models by name and version, each at {@code ROOT/NAME/VERSION/}: published all or nothing, never changed, checked whenever they are read.
 * Several processes may use one store at the same time.
 */
public interface ModelStore {

    /**
     * Puts a model into the store. When this returns, it outlasts the process and the machine; when it throws, nobody sees anything of it.
     * A model of the same name, version and digest that is there already is left as it is.
     *
     * @param model with the digest of its weights, see {@link LoadedModel#withDigest()}
     * @return where it lies
     * @throws ModelException {@link Problem#CONFLICT} if a model of another digest has that name and version, {@link Problem#WRONG_DIGEST} if the
     *     weights are not those of the manifest, {@link Problem#UNREADABLE} if the store cannot be written
     */
    URI publish(LoadedModel model);

    /**
     * @param location as {@link #publish} returned it
     * @param digest that the model must have
     * @throws ModelException {@link Problem#OUTSIDE_STORE} if the location is none of this store, {@link Problem#WRONG_DIGEST} if another model
     *     lies there, and all that {@link ModelFolder#read} throws
     */
    LoadedModel read(URI location, String digest);

    /**
     * The configured store. Nothing is read or written, and no client is loaded, before it is used.
     *
     * @param s3 is looked at only if the store is one of objects
     * @throws IllegalArgumentException if {@code alexstream.models.store} names no place that can be one
     */
    static ModelStore open(ModelsConfig config, S3Config s3) {
        return StoreLocation.of(config.store()).open(s3);
    }
}
