package dev.alexstream.training;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelState;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import dev.alexstream.model.Registry.Transition;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down what became of a challenger: first the store has it, whole, then one change of the registry names it and promotes or refuses
 * it. A trainer that dies in between leaves at most a model in the store that nobody names.
 */
public final class ChallengerRelease {

    private static final String BY = "trainer";
    private static final int MOST_ATTEMPTS = 100;

    private final ModelStore store;
    private final ModelRegistry registry;
    private final RolloutRules rollout;
    private final InstantSource clock;

    public ChallengerRelease(ModelStore store, ModelRegistry registry, RolloutRules rollout, InstantSource clock) {
        this.store = store;
        this.registry = registry;
        this.rollout = rollout;
        this.clock = clock;
    }

    /**
     * @param champion what the challenger was compared with; if the registry names no champion, it gets this one first
     * @return the entry of the challenger; empty if the champion is another one by now
     * @throws ModelException when the store cannot be written
     */
    public Optional<ModelEntry> release(LoadedModel champion, Challenger challenger) {
        ModelManifest manifest = challenger.model().manifest();
        Registry now = registry.snapshot();
        long version = Math.max(Long.parseLong(now.nextVersion(manifest.name())), successor(champion.manifest()));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++, version++) {
            if (!isChampion(now, champion.manifest())) {
                return Optional.empty();
            }
            LoadedModel named = challenger.model().withVersion(Long.toString(version));
            Optional<URI> place = published(named);
            Optional<ModelEntry> entry = place.flatMap(uri -> registered(champion, named, uri, challenger.verdict()));
            if (entry.isPresent()) {
                return entry;
            }
            now = registry.snapshot();
        }
        throw new ModelException(Problem.CONFLICT, "the store has too many other models named " + manifest.name());
    }

    /** Results bear the champion's version already, though the registry may not know it. */
    private static long successor(ModelManifest champion) {
        return champion.version().matches("\\d{1,15}") ? Long.parseLong(champion.version()) + 1 : 1;
    }

    private static boolean isChampion(Registry registry, ModelManifest manifest) {
        return registry.champion()
                .map(entry -> entry.model().equals(ModelReference.of(manifest)))
                .orElse(true);
    }

    /** Empty when another model has this version already. */
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

    /** Empty when the registry has changed such that this cannot be done. */
    private Optional<ModelEntry> registered(LoadedModel champion, LoadedModel challenger, URI place, Verdict verdict) {
        URI before = registry.snapshot().champion().isPresent() ? place : store.publish(champion.withDigest());
        try {
            Registry after = registry.apply(now -> isChampion(now, champion.manifest())
                    ? decided(champion, before, challenger, place, verdict).on(now)
                    : List.of());
            ModelReference reference = ModelReference.of(challenger.manifest());
            return after.find(reference.name(), reference.version())
                    .filter(entry -> entry.model().equals(reference));
        } catch (ModelException e) {
            if (e.problem() == Problem.ILLEGAL_CHANGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Transition decided(LoadedModel champion, URI before, LoadedModel challenger, URI place, Verdict verdict) {
        ModelReference parent = ModelReference.of(champion.manifest());
        ModelReference model = ModelReference.of(challenger.manifest());
        ChangeNote note = new ChangeNote(clock.instant(), BY, verdict.sentence());
        return Registry.inOrder(
                now -> first(now, parent, before, champion.manifest().figures()),
                now -> now.register(
                        model, place, Optional.of(parent), challenger.manifest().figures(), note),
                now -> verdict.promotes() ? begun(now, model, note) : now.refuse(model.name(), model.version(), note));
    }

    /** What was taken back does not come again under another version. */
    private List<ModelEntry> begun(Registry now, ModelReference model, ChangeNote note) {
        Optional<ModelEntry> takenBack = now.entries().stream()
                .filter(entry -> entry.state() == ModelState.ROLLED_BACK)
                .filter(entry -> entry.model().digest().equals(model.digest()))
                .findFirst();
        if (takenBack.isEmpty()) {
            return rollout.begin(now, model.name(), model.version(), note);
        }
        String sentence =
                "Not promoted: it has the weights of " + takenBack.get().key() + ", which was taken back.";
        return now.refuse(model.name(), model.version(), new ChangeNote(note.at(), BY, sentence));
    }

    /** So that there is something to go back to. */
    private List<ModelEntry> first(Registry now, ModelReference champion, URI place, Map<String, Double> figures) {
        if (now.champion().isPresent()) {
            return List.of();
        }
        ChangeNote note = new ChangeNote(clock.instant(), BY, "it answered before there was a champion");
        return Registry.inOrder(
                        registry -> registry.find(champion.name(), champion.version())
                                        .isPresent()
                                ? List.of()
                                : registry.register(champion, place, Optional.empty(), figures, note),
                        registry -> registry.promote(champion.name(), champion.version(), note))
                .on(now);
    }
}
