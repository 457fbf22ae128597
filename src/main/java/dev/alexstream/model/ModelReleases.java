package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.Registry.Transition;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** How models enter the registry and become champion: first the store has them, whole, then the registry names them. */
public final class ModelReleases {

    private static final int MOST_ATTEMPTS = 1_000;
    private static final String SERVED = "it answered before there was a champion";

    private final ModelRegistry registry;
    private final ModelStore store;
    private final Supplier<LoadedModel> served;

    /** @param served what answers while the registry has no champion */
    public ModelReleases(ModelRegistry registry, ModelStore store, Supplier<LoadedModel> served) {
        this.registry = registry;
        this.store = store;
        this.served = served;
    }

    /**
     * Puts a model into the store and into the registry, under its own version if that is a whole number that no other model has, else under
     * the next one.
     *
     * @param parent what it was trained from, if known
     * @return its entry, which may have been there before
     * @throws ModelException when the store cannot be written
     */
    public ModelEntry register(LoadedModel model, Optional<ModelReference> parent, ChangeNote note) {
        ModelManifest base = served.get().manifest();
        return register(model.withDigest(), parent, note, Optional.of(ModelReference.of(base)));
    }

    /**
     * Makes a registered version the champion. If it is the first one ever, the model that has answered so far is registered and promoted
     * before it, so that there is something to go back to.
     *
     * @return the registry after it
     * @throws ModelException when there is no such version, or it may not be promoted
     */
    public Registry promote(String name, String version, ChangeNote note) {
        return change(name, version, note, now -> now.promote(name, version, note));
    }

    /**
     * Begins the trial of a registered version beside the champion; before the first one ever the model that has answered so far becomes that.
     *
     * @param share of the keys that it answers, in (0, 1]; empty for a shadow, which answers nobody
     * @return the registry after it
     * @throws ModelException when there is no such version, or it may not be tried
     */
    public Registry attempt(String name, String version, OptionalDouble share, ChangeNote note) {
        return change(
                name,
                version,
                note,
                now -> share.isPresent()
                        ? now.startCanary(name, version, share.getAsDouble(), note)
                        : now.startShadow(name, version, note));
    }

    private Registry change(String name, String version, ChangeNote note, Transition transition) {
        Registry now = registry.snapshot();
        now.require(name, version);
        if (now.champion().isPresent()) {
            return registry.apply(transition);
        }
        now.promote(name, version, note);
        ModelEntry before = register(
                served.get().withDigest(),
                Optional.empty(),
                new ChangeNote(note.at(), note.by(), SERVED),
                Optional.empty());
        boolean itself = before.key().equals(ModelReference.key(name, version));
        return registry.apply(itself ? transition : Registry.inOrder(after -> first(after, before, note), transition));
    }

    private static List<ModelEntry> first(Registry now, ModelEntry served, ChangeNote note) {
        return now.champion().isPresent()
                ? List.of()
                : now.promote(
                        served.model().name(), served.model().version(), new ChangeNote(note.at(), note.by(), SERVED));
    }

    /** @param reserved a name and version that results already bear, though the registry may not know it yet */
    private ModelEntry register(
            LoadedModel model, Optional<ModelReference> parent, ChangeNote note, Optional<ModelReference> reserved) {
        Registry now = registry.snapshot();
        ModelManifest manifest = model.manifest();
        Optional<ModelEntry> known = same(now, manifest);
        if (known.isPresent()) {
            return known.get();
        }
        Versions versions = new Versions(now, reserved);
        String version = versions.isFree(manifest) ? manifest.version() : versions.next(manifest.name(), "0");
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            LoadedModel named = model.withVersion(version);
            Optional<URI> location = published(named);
            if (location.isPresent()) {
                return registered(named.manifest(), location.get(), parent, note);
            }
            version = versions.next(manifest.name(), version);
        }
        throw new ModelException(
                Problem.CONFLICT, "the store has " + MOST_ATTEMPTS + " other models named " + manifest.name());
    }

    /** Empty when the store has another model under this name and version, which nobody registered. */
    private Optional<URI> published(LoadedModel model) {
        try {
            return Optional.of(store.publish(model));
        } catch (ModelException e) {
            if (e.problem() == Problem.CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ModelEntry registered(
            ModelManifest manifest, URI location, Optional<ModelReference> parent, ChangeNote note) {
        ModelReference reference = ModelReference.of(manifest);
        Registry after = registry.apply(now -> same(now, manifest).isPresent()
                ? List.of()
                : now.register(reference, location, parent, manifest.figures(), note));
        return same(after, manifest).orElseThrow();
    }

    private static Optional<ModelEntry> same(Registry registry, ModelManifest manifest) {
        return registry.entries().stream()
                .filter(entry -> entry.model().name().equals(manifest.name())
                        && entry.model().digest().equals(manifest.digest()))
                .findFirst();
    }

    /** Which versions can be taken. */
    private record Versions(Registry registry, Optional<ModelReference> reserved) {

        boolean isFree(ModelManifest manifest) {
            return manifest.version().matches("[1-9]\\d{0,14}")
                    && registry.find(manifest.name(), manifest.version()).isEmpty()
                    && !isReserved(manifest.name(), manifest.version(), manifest.digest());
        }

        /** Above all that are registered, and above {@code tried}. */
        String next(String name, String tried) {
            long registered = Long.parseLong(registry.nextVersion(name));
            long next = Math.max(registered, Long.parseLong(tried) + 1);
            return Long.toString(isReserved(name, Long.toString(next), "") ? next + 1 : next);
        }

        private boolean isReserved(String name, String version, String digest) {
            return reserved.filter(model -> model.name().equals(name)
                            && model.version().equals(version)
                            && !model.digest().equals(digest))
                    .isPresent();
        }
    }
}
