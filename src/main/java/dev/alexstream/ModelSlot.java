package dev.alexstream;

import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A place in which one model at a time does its work, and what the registry wants there. */
interface ModelSlot {

    /** What the model in it is called. */
    String word();

    /** What happens when the model is in it. */
    String deed(ModelEntry entry);

    Optional<ModelEntry> wanted(Registry registry);

    /** What is in it now. */
    Optional<ModelIdentity> held();

    /**
     * @return reached when what was in it before is closed
     * @throws RuntimeException when the model cannot be compiled or does not compute; what was in it stays
     */
    CountDownLatch fill(ModelEntry entry, LoadedModel model);

    /** Nothing is wanted in it any more, or what is wanted cannot be had. */
    CountDownLatch clear();

    /** Whether what is in it must not leave yet, whatever is wanted there. */
    default boolean stays(Registry registry) {
        return false;
    }

    /** Whether the model is in it. */
    default boolean holds(ModelReference model) {
        return held().filter(held -> model.equals(new ModelReference(held.name(), held.version(), held.digest())))
                .isPresent();
    }

    /** The one that answers; without a champion, or with one that cannot be had, it goes on answering. */
    static ModelSlot champion(ClassificationService service) {
        return new ModelSlot() {
            @Override
            public String word() {
                return "champion";
            }

            @Override
            public String deed(ModelEntry entry) {
                return "Classifying with " + entry.key();
            }

            @Override
            public Optional<ModelEntry> wanted(Registry registry) {
                return registry.champion();
            }

            @Override
            public Optional<ModelIdentity> held() {
                return Optional.of(service.serving());
            }

            @Override
            public CountDownLatch fill(ModelEntry entry, LoadedModel model) {
                return service.serve(model);
            }

            @Override
            public CountDownLatch clear() {
                return new CountDownLatch(0);
            }
        };
    }

    /**
     * The one that is tried, as a shadow or for a share of the keys; its trial ends when the registry says so, whatever comes after it. One that
     * is promoted stays until it answers everything, so that no key goes back to the champion before it.
     */
    static ModelSlot challenger(ClassificationService service) {
        ModelSlot champion = champion(service);
        return new ModelSlot() {
            @Override
            public String word() {
                return "challenger";
            }

            @Override
            public String deed(ModelEntry entry) {
                return "Trying " + entry.key() + " as a " + entry.state().word();
            }

            @Override
            public Optional<ModelEntry> wanted(Registry registry) {
                return registry.challenger();
            }

            @Override
            public boolean stays(Registry registry) {
                return registry.champion()
                        .map(ModelEntry::model)
                        .filter(promoted -> holds(promoted) && !champion.holds(promoted))
                        .isPresent();
            }

            @Override
            public Optional<ModelIdentity> held() {
                return service.trying();
            }

            @Override
            public CountDownLatch fill(ModelEntry entry, LoadedModel model) {
                return service.attempt(model, entry.share());
            }

            @Override
            public CountDownLatch clear() {
                return service.endTrial();
            }
        };
    }
}
