package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

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
     * The configured store. Nothing is read or written before it is used.
     *
     * @throws IllegalArgumentException if {@code alexstream.models.store} names no place that can be one
     */
    static ModelStore open(ModelsConfig config) {
        String store = config.store();
        if (!Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*").matcher(store).matches()) {
            return new FileModelStore(Path.of(store));
        }
        try {
            URI uri = new URI(store);
            if ("file".equalsIgnoreCase(uri.getScheme())) {
                return new FileModelStore(Path.of(uri));
            }
            throw unusable(store, "is neither a folder nor a file: URI", null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unusable(store, "is no URI of a folder: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unusable(String store, String why, Exception cause) {
        return new IllegalArgumentException("alexstream.models.store " + store + " " + why, cause);
    }
}
