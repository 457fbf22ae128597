package dev.alexstream.model;

import dev.alexstream.model.FreeVersions.Published;
import dev.alexstream.model.Registry.Transition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** How models enter the registry and become champion: first the store has them, whole, then the registry names them. */
public final class ModelReleases {

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

    /** @param answering a model whose version results bear already, though the registry may not know it yet */
    private ModelEntry register(
            LoadedModel model, Optional<ModelReference> parent, ChangeNote note, Optional<ModelReference> answering) {
        Registry now = registry.snapshot();
        Optional<ModelEntry> known = same(now, model.manifest());
        if (known.isPresent()) {
            return known.get();
        }
        Published published = new FreeVersions(store, now, answering).publish(model);
        return registered(published, parent, note);
    }

    private ModelEntry registered(Published published, Optional<ModelReference> parent, ChangeNote note) {
        ModelManifest manifest = published.model().manifest();
        ModelReference reference = ModelReference.of(manifest);
        Registry after = registry.apply(now -> same(now, manifest).isPresent()
                ? List.of()
                : now.register(reference, published.location(), parent, manifest.figures(), note));
        return same(after, manifest).orElseThrow();
    }

    private static Optional<ModelEntry> same(Registry registry, ModelManifest manifest) {
        return registry.entries().stream()
                .filter(entry -> entry.model().name().equals(manifest.name())
                        && entry.model().digest().equals(manifest.digest()))
                .findFirst();
    }
}
