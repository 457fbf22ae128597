package dev.alexstream.training;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.FreeVersions;
import dev.alexstream.model.FreeVersions.Published;
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

    /** Each fails only if someone changes the registry meanwhile, or tries another challenger. */
    private static final int MOST_ATTEMPTS = 10;

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
     * @throws ModelException when the store cannot be written, or the registry does not take the challenger
     */
    public Optional<ModelEntry> release(LoadedModel champion, Challenger challenger) {
        Optional<ModelReference> answering = Optional.of(ModelReference.of(champion.manifest()));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Registry now = registry.snapshot();
            if (!isChampion(now, champion.manifest())) {
                return Optional.empty();
            }
            Published published = new FreeVersions(store, now, answering).publishNext(challenger.model());
            Optional<ModelEntry> entry = registered(champion, published, challenger.verdict());
            if (entry.isPresent()) {
                return entry;
            }
        }
        String name = challenger.model().manifest().name();
        throw new ModelException(Problem.CONFLICT, "the registry takes no new version of " + name + " now");
    }

    private static boolean isChampion(Registry registry, ModelManifest manifest) {
        return registry.champion()
                .map(entry -> entry.model().equals(ModelReference.of(manifest)))
                .orElse(true);
    }

    /** Empty when the registry has changed such that this cannot be done. */
    private Optional<ModelEntry> registered(LoadedModel champion, Published challenger, Verdict verdict) {
        URI before = registry.snapshot().champion().isPresent()
                ? challenger.location()
                : store.publish(champion.withDigest());
        try {
            Registry after = registry.apply(now -> isChampion(now, champion.manifest())
                    ? decided(champion, before, challenger, verdict).on(now)
                    : List.of());
            ModelReference reference = ModelReference.of(challenger.model().manifest());
            return after.find(reference.name(), reference.version())
                    .filter(entry -> entry.model().equals(reference));
        } catch (ModelException e) {
            if (e.problem() == Problem.ILLEGAL_CHANGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Transition decided(LoadedModel champion, URI before, Published challenger, Verdict verdict) {
        ModelReference parent = ModelReference.of(champion.manifest());
        ModelManifest manifest = challenger.model().manifest();
        ModelReference model = ModelReference.of(manifest);
        ChangeNote note = new ChangeNote(clock.instant(), BY, verdict.sentence());
        return Registry.inOrder(
                now -> first(now, parent, before, champion.manifest().figures()),
                now -> now.register(model, challenger.location(), Optional.of(parent), manifest.figures(), note),
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
