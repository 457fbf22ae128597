package dev.alexstream.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Makes sure that the topics exist and fit together. */
public final class Topics {

    private static final Logger LOG = Logger.getLogger(Topics.class);

    private final Admin admin;
    private final TopicsConfig config;

    private Topics(Admin admin, TopicsConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * Creates what is missing, warns when existing topics do not fit together.
     *
     * @throws KafkaSetupException when a topic is missing and may not be created, or the brokers do not answer
     */
    public static void ensure(Admin admin, TopicsConfig config) {
        Topics topics = new Topics(admin, config);
        List<String> missing = topics.missing();
        if (!missing.isEmpty()) {
            topics.create(missing);
        }
        topics.warnOfSmallDeadLetters();
    }

    private List<String> missing() {
        Set<String> existing = KafkaAnswers.await(admin.listTopics().names(), "list its topics");
        return Stream.of(config.requests(), config.classifications(), config.deadLetters(), config.labels())
                .distinct()
                .filter(name -> !existing.contains(name))
                .toList();
    }

    private void create(List<String> missing) {
        if (!config.create()) {
            throw new KafkaSetupException("Topics are missing: " + String.join(", ", missing)
                    + ". Create them, or allow it with alexstream.topics.create=true.");
        }
        try {
            KafkaAnswers.await(
                    admin.createTopics(missing.stream().map(this::described).toList())
                            .all(),
                    "create the topics " + String.join(", ", missing));
            LOG.infof("Created the topics %s", String.join(", ", missing));
        } catch (KafkaSetupException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            // another worker was faster; the next look decides
            requireAll(missing);
        }
    }

    private void requireAll(Collection<String> names) {
        List<String> still = missing();
        if (!still.isEmpty()) {
            create(still);
        }
        LOG.debugf("Topics %s were created by another process", names);
    }

    private NewTopic described(String name) {
        Optional<Short> replication = config.replication().isPresent()
                ? Optional.of((short) config.replication().getAsInt())
                : Optional.empty();
        return new NewTopic(name, Optional.of(config.partitions()), replication)
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxMessageBytes(name))));
    }

    private long maxMessageBytes(String name) {
        long limit = config.maxMessageBytes().asLongValue();
        return name.equals(config.deadLetters()) ? limit + ClientProperties.DEAD_LETTER_HEADROOM : limit;
    }

    /** Dead letters are larger than their requests by a few headers; one that does not fit is sent without its value. */
    private void warnOfSmallDeadLetters() {
        long requests = actualMaxMessageBytes(config.requests());
        long deadLetters = actualMaxMessageBytes(config.deadLetters());
        long needed = requests + ClientProperties.DEAD_LETTER_HEADROOM;
        if (deadLetters < needed) {
            LOG.warnf(
                    "Dead letters of the largest requests will lose their values: max.message.bytes of topic %s is %d;"
                            + " set it to at least %d",
                    config.deadLetters(), deadLetters, needed);
        }
        if (requests > config.maxMessageBytes().asLongValue()) {
            LOG.warnf(
                    "Requests may be larger than alexstream.topics.max-message-bytes: max.message.bytes of topic %s is"
                            + " %d; set alexstream.topics.max-message-bytes to it",
                    config.requests(), requests);
        }
    }

    private long actualMaxMessageBytes(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config settings = KafkaAnswers.await(
                        admin.describeConfigs(List.of(resource)).all(), "describe the topic " + topic)
                .get(resource);
        return Long.parseLong(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }
}
