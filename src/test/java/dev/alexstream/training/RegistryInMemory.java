package dev.alexstream.training;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import dev.alexstream.model.Registry.Transition;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A registry without Kafka and a store without disk. Whatever is released is kept, and promoted if its verdict says so. */
final class RegistryInMemory implements OnlineTrainer.Champions {

    private final LoadedModel served;
    private final Map<ModelReference, LoadedModel> models = new HashMap<>();
    private final BlockingQueue<Challenger> released = new LinkedBlockingQueue<>();
    private volatile Registry registry = Registry.EMPTY;
    private volatile LoadedModel overtaking;
    private volatile Error failure;

    /** @param served answers while nothing is promoted */
    RegistryInMemory(LoadedModel served) {
        this.served = served;
    }

    RegistryInMemory with(LoadedModel model) {
        models.put(ModelReference.of(model.manifest()), model);
        return this;
    }

    /** When a challenger is released next, somebody has just promoted this model. */
    RegistryInMemory overtakenBy(LoadedModel model) {
        overtaking = model;
        return with(model);
    }

    /** What is thrown when a challenger is released next. */
    void failing(Error next) {
        failure = next;
    }

    BlockingQueue<Challenger> released() {
        return released;
    }

    @Override
    public ModelReference current() {
        return registry.champion().map(ModelEntry::model).orElseGet(() -> ModelReference.of(served.manifest()));
    }

    @Override
    public LoadedModel load() {
        return registry.champion().map(this::read).orElse(served);
    }

    @Override
    public Optional<ModelEntry> release(LoadedModel upon, Challenger challenger) {
        if (failure != null) {
            Error thrown = failure;
            failure = null;
            throw thrown;
        }
        if (overtaking != null) {
            promote(overtaking);
            overtaking = null;
        }
        boolean isUpToDate = current().equals(ModelReference.of(upon.manifest()));
        Optional<ModelEntry> entry = isUpToDate ? Optional.of(registered(challenger)) : Optional.empty();
        released.add(challenger);
        return entry;
    }

    private void promote(LoadedModel model) {
        ModelReference name = ModelReference.of(model.manifest());
        ChangeNote note = new ChangeNote(Instant.now(), "somebody", "a test");
        apply(now -> now.register(name, URI.create("memory:/"), Optional.empty(), Map.of(), note));
        apply(now -> now.promote(name.name(), name.version(), note));
    }

    private ModelEntry registered(Challenger challenger) {
        String name = challenger.model().manifest().name();
        String version = registry.nextVersion(name);
        LoadedModel model = challenger.model().withVersion(version);
        with(model);
        ChangeNote note =
                new ChangeNote(Instant.now(), "trainer", challenger.verdict().sentence());
        apply(now -> now.register(
                ModelReference.of(model.manifest()),
                URI.create("memory:/" + version),
                Optional.empty(),
                Map.of(),
                note));
        apply(now ->
                challenger.verdict().promotes() ? now.promote(name, version, note) : now.refuse(name, version, note));
        return registry.require(name, version);
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public LoadedModel read(ModelEntry entry) {
        return Optional.ofNullable(models.get(entry.model()))
                .orElseThrow(() -> new ModelException(Problem.UNREADABLE, "the store has no " + entry.key()));
    }

    @Override
    public void apply(Transition transition) {
        registry = registry.with(transition.on(registry));
    }
}
