package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.net.URI;
import java.util.Optional;

/**
 * Finds versions that no other model has. The registry knows most that are taken; the store has also models that nobody registered, of
 * whoever died before that.
 */
public final class FreeVersions {

    private static final int MOST_ATTEMPTS = 1_000;

    private final ModelStore store;
    private final Registry registry;
    private final Optional<ModelReference> answering;

    /** A model under the version that it got, and where the store has it. */
    public record Published(LoadedModel model, URI location) {}

    /** @param answering a model whose version results bear already, though the registry may not know it yet */
    public FreeVersions(ModelStore store, Registry registry, Optional<ModelReference> answering) {
        this.store = store;
        this.registry = registry;
        this.answering = answering;
    }

    /**
     * Puts a model into the store, under its own version if that is a whole number that no other model has, else under the next one.
     *
     * @param model with the digest of its weights
     * @throws ModelException when the store cannot be written, or has too many others
     */
    public Published publish(LoadedModel model) {
        Optional<Published> own = isFree(model.manifest()) ? published(model) : Optional.empty();
        return own.orElseGet(() -> publishNext(model));
    }

    /**
     * Puts a model into the store under the first version that is above all that are registered, and above the one that answers. While the
     * registry stays as it is, that is the same one each time.
     *
     * @param model with the digest of its weights
     * @throws ModelException when the store cannot be written, or has too many others
     */
    public Published publishNext(LoadedModel model) {
        String name = model.manifest().name();
        long first = Math.max(Long.parseLong(registry.nextVersion(name)), successorOfAnswering(name));
        for (long version = first; version < first + MOST_ATTEMPTS; version++) {
            Optional<Published> published = published(model.withVersion(Long.toString(version)));
            if (published.isPresent()) {
                return published.get();
            }
        }
        throw new ModelException(
                Problem.CONFLICT,
                "the store has " + MOST_ATTEMPTS + " other models named " + name + ", from version " + first + " on");
    }

    private boolean isFree(ModelManifest manifest) {
        return manifest.version().matches("[1-9]\\d{0,14}")
                && registry.find(manifest.name(), manifest.version()).isEmpty()
                && answering.filter(other -> isOther(manifest, other)).isEmpty();
    }

    /** Whether it has the same name and version, but other weights. */
    private static boolean isOther(ModelManifest manifest, ModelReference model) {
        return model.key().equals(ModelReference.key(manifest.name(), manifest.version()))
                && !model.digest().equals(manifest.digest());
    }

    private long successorOfAnswering(String name) {
        return answering
                .filter(model -> model.name().equals(name))
                .map(model -> model.number().orElse(0) + 1)
                .orElse(1L);
    }

    /** Empty when the store has another model under this name and version. */
    private Optional<Published> published(LoadedModel model) {
        try {
            return Optional.of(new Published(model, store.publish(model)));
        } catch (ModelException e) {
            if (e.problem() == Problem.CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
