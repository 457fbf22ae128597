package dev.alexstream.model;

import dev.alexstream.kafka.ClientProperties;
import dev.alexstream.kafka.CompactedTopic;
import dev.alexstream.kafka.KeyedValue;
import dev.alexstream.kafka.TopicFollower;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.model.Registry.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The registry on Kafka: {@code NAME/VERSION} is the key of a record, and its value is all that is known of that version. One writer at a
 * time changes it, in one transaction, so that no reader ever sees half of a change, whenever a writer dies. What workers tell of drift stands
 * beside it, under keys of its own.
 */
public final class ModelRegistry {

    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);
    private static final String WRITERS = "alexstream-models-";

    private final CompactedTopic topic;

    private ModelRegistry(CompactedTopic topic) {
        this.topic = topic;
    }

    /**
     * Makes sure of the topics.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when the cluster cannot be used as it is configured, or does not answer
     */
    public static ModelRegistry open(ClientProperties clients, TopicsConfig topics) {
        String name = topics.modelEvents();
        return new ModelRegistry(CompactedTopic.open(clients, topics, name, WRITERS + name));
    }

    /**
     * As it stands now.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when it cannot be read
     */
    public Registry snapshot() {
        return fold(topic.read());
    }

    /** Tells about the registry as it stands, and after each change, on a thread of its own until closed. */
    public TopicFollower watch(Consumer<Registry> listener) {
        return topic.follow(values -> listener.accept(fold(values)));
    }

    /**
     * Changes the registry.
     *
     * @param transition asked on the registry as it stands, maybe more than once; what it throws is thrown on, and nothing is changed
     * @return the registry after the change
     * @throws dev.alexstream.kafka.KafkaSetupException when it cannot be read or written
     */
    public Registry apply(Transition transition) {
        Registry[] before = new Registry[1];
        List<KeyedValue> written = topic.write(values -> {
            before[0] = fold(values);
            return transition.on(before[0]).stream()
                    .map(entry -> new KeyedValue(entry.key(), ModelEntryCodec.encode(entry)))
                    .toList();
        });
        return before[0].with(decoded(written).values());
    }

    /**
     * Tells of drift, beside whoever changes the registry.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when it cannot be written
     */
    public void tell(DriftEvent event) {
        topic.put(new KeyedValue(event.key(), DriftEventCodec.encode(event)));
    }

    /**
     * The last that was told of drift of a model.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when it cannot be read
     */
    public Optional<DriftEvent> drift(ModelReference model) {
        return topic.read().stream()
                .filter(value -> value.key().equals(DriftEvent.key(model.key())))
                .reduce((before, after) -> after)
                .flatMap(value -> read(value, DriftEventCodec::decode))
                .filter(event -> event.model().equals(model));
    }

    private Registry fold(List<KeyedValue> values) {
        return Registry.of(decoded(values).values());
    }

    private Map<String, ModelEntry> decoded(List<KeyedValue> values) {
        Map<String, ModelEntry> entries = new LinkedHashMap<>();
        for (KeyedValue value : values) {
            entries.remove(value.key());
            decoded(value).ifPresent(entry -> entries.put(entry.key(), entry));
        }
        return entries;
    }

    private Optional<ModelEntry> decoded(KeyedValue value) {
        if (DriftEvent.isKey(value.key())) {
            return Optional.empty();
        }
        return read(value, ModelEntryCodec::decode).filter(entry -> entry.key().equals(value.key()));
    }

    /** What is no event of ours says nothing about any model. */
    private <T> Optional<T> read(KeyedValue value, Function<byte[], T> codec) {
        if (value.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.apply(value.value()));
        } catch (ModelException notOurs) {
            LOG.warnf("a record of topic %s is passed over: %s", topic.name(), notOurs.getMessage());
            return Optional.empty();
        }
    }
}
