package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelReleases;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.s3.S3Config;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The registry and the store, as commands reach them. */
record ModelOffice(ModelRegistry registry, ModelStore store, ModelReleases releases) {

    private static final String HERE = "cli " + System.getProperty("user.name");

    /**
     * Connects, and does some work.
     *
     * @throws CommandFailure when nothing answers, the store is not to be had, or the work cannot be done
     */
    static <T> T visit(Settings settings, KafkaOptions kafka, Function<ModelOffice, T> work) {
        kafka.connect(settings).close();
        Settings connected = settings.connectedTo(kafka.bootstrapServers());
        try {
            return work.apply(open(connected));
        } catch (ModelException | KafkaSetupException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static ModelOffice open(Settings connected) {
        ModelRegistry registry = ModelRegistry.open(
                connected.clientProperties(), connected.config().of(TopicsConfig.class));
        ModelStore store = ModelStore.open(
                connected.config().of(ModelsConfig.class), connected.config().of(S3Config.class));
        return new ModelOffice(registry, store, new ModelReleases(registry, store, () -> Models.load(connected)));
    }

    /** @param reason what was typed; null if nothing was */
    static ChangeNote note(String reason) {
        return new ChangeNote(Instant.now(), HERE, Optional.ofNullable(reason));
    }
}
