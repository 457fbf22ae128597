package dev.alexstream.kafka;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Names and shape of the topics. */
@ConfigMapping(prefix = "alexstream.topics")
public interface TopicsConfig {

    /** Requests, as references or bytes. */
    @WithDefault("images.requests")
    String requests();

    /** One result for every classified request. */
    @WithDefault("images.classifications")
    String classifications();

    /** One dead letter for every rejected request. */
    @WithDefault("images.dead-letters")
    String deadLetters();

    /**
     * Images with their true labels, kept for ever: trainers with an empty disk learn from the beginning. Dated by the broker: only labels
     * that are newer than a promotion or a trial count for or against it.
     */
    @WithDefault("images.labels")
    String labels();

    /** What a challenger in shadow would have answered. */
    @WithDefault("images.shadow")
    String shadow();

    /** Versions of models and what became of them; compacted, one partition. */
    @WithDefault("models.events")
    String modelEvents();

    /** Whether missing topics are created. */
    @WithDefault("true")
    boolean create();

    /** Partitions of topics that are created. */
    @WithDefault("12")
    int partitions();

    /** Copies of topics that are created; the broker's default unless set. */
    OptionalInt replication();

    /** Largest record of topics that are created; dead letters may be 64 KiB larger, and the clients agree with it. */
    @WithDefault("8M")
    MemorySize maxMessageBytes();
}
