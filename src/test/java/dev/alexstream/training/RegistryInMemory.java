package dev.alexstream.training;

import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import dev.alexstream.model.Registry.Transition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A registry without Kafka and a store without disk. Whatever is released is kept, and leaves the champion. */
final class RegistryInMemory implements OnlineTrainer.Champions {

    private final LoadedModel served;
    private final Map<ModelReference, LoadedModel> models = new HashMap<>();
    private final BlockingQueue<Challenger> released = new LinkedBlockingQueue<>();
    private volatile Registry registry = Registry.EMPTY;

    /** @param served answers while nothing is promoted */
    RegistryInMemory(LoadedModel served) {
        this.served = served;
    }

    RegistryInMemory with(LoadedModel model) {
        models.put(ModelReference.of(model.manifest()), model);
        return this;
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
        released.add(challenger);
        return Optional.empty();
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
