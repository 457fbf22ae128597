package dev.alexstream.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** What to say of topics that someone else has made, and that do not fit together or lose what is to be kept. */
final class TopicAdvice {

    private final Admin admin;
    private final TopicsConfig config;

    TopicAdvice(Admin admin, TopicsConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * @param needed topics of this process
     * @param old those of them that were there already
     * @return sentences for the operator
     */
    List<String> sentences(Collection<String> needed, Collection<String> old) {
        List<Optional<String>> advice = new ArrayList<>();
        List<String> pair = List.of(config.requests(), config.deadLetters());
        if (needed.containsAll(pair) && pair.stream().anyMatch(old::contains)) {
            advice.add(ifAllowed(this::smallDeadLetters));
        }
        if (old.contains(config.requests())) {
            advice.add(ifAllowed(this::largeRequests));
        }
        if (old.contains(config.modelEvents())) {
            advice.add(ifAllowed(this::forgottenModels));
        }
        if (old.contains(config.labels())) {
            advice.add(ifAllowed(this::forgottenLabels));
            advice.add(ifAllowed(this::backdatedLabels));
        }
        return advice.stream().flatMap(Optional::stream).distinct().toList();
    }

    /** Who works with a topic need not be allowed to see its settings. */
    private static Optional<String> ifAllowed(Supplier<Optional<String>> advice) {
        try {
            return advice.get();
        } catch (KafkaSetupException refused) {
            if (!(refused.getCause() instanceof AuthorizationException)) {
                throw refused;
            }
            return Optional.of(
                    "Settings of topics are not checked, which needs DESCRIBE_CONFIGS: " + refused.getMessage());
        }
    }

    /** Dead letters are larger than their requests by a few headers; one that does not fit is sent without its value. */
    private Optional<String> smallDeadLetters() {
        long deadLetters = maxMessageBytes(config.deadLetters());
        long least = maxMessageBytes(config.requests()) + ClientProperties.DEAD_LETTER_HEADROOM;
        return advice(
                deadLetters < least,
                "Dead letters of the largest requests will lose their values: max.message.bytes of topic %s is %d;"
                        + " set it to at least %d",
                config.deadLetters(),
                deadLetters,
                least);
    }

    private Optional<String> largeRequests() {
        long requests = maxMessageBytes(config.requests());
        return advice(
                requests > config.maxMessageBytes().asLongValue(),
                "Requests may be larger than alexstream.topics.max-message-bytes: max.message.bytes of topic %s is %d;"
                        + " set alexstream.topics.max-message-bytes to it",
                config.requests(),
                requests);
    }

    /** What the broker deletes is forgotten. */
    private Optional<String> forgottenModels() {
        String policy = setting(config.modelEvents(), TopicConfig.CLEANUP_POLICY_CONFIG);
        return advice(
                !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT),
                "Versions of models will be forgotten: cleanup.policy of topic %s is %s; set it to compact",
                config.modelEvents(),
                policy);
    }

    /** A trainer with an empty disk, or with other convolutions, has only the topic to learn from. Compaction keeps one label of each key. */
    private Optional<String> forgottenLabels() {
        String policy = setting(config.labels(), TopicConfig.CLEANUP_POLICY_CONFIG);
        String time = setting(config.labels(), TopicConfig.RETENTION_MS_CONFIG);
        String bytes = setting(config.labels(), TopicConfig.RETENTION_BYTES_CONFIG);
        boolean all = policy.equals(TopicConfig.CLEANUP_POLICY_DELETE)
                && time.equals(Topics.FOR_EVER)
                && bytes.equals(Topics.FOR_EVER);
        return advice(
                !all,
                "A trainer that begins anew will not have all labels: topic %s has cleanup.policy %s, retention.ms %s and"
                        + " retention.bytes %s; set them to delete, -1 and -1",
                config.labels(),
                policy,
                time,
                bytes);
    }

    /** Only labels that are newer than a promotion, or a trial, can say anything about it. */
    private Optional<String> backdatedLabels() {
        String type = setting(config.labels(), TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        return advice(
                !type.equals(Topics.BY_THE_BROKER),
                "Labels that bear an earlier time than a promotion or a trial will not count for or against it, whenever they"
                        + " come: message.timestamp.type of topic %s is %s; set it to %s",
                config.labels(),
                type,
                Topics.BY_THE_BROKER);
    }

    private static Optional<String> advice(boolean given, String sentence, Object... values) {
        return given ? Optional.of(String.format(Locale.ROOT, sentence, values)) : Optional.empty();
    }

    private long maxMessageBytes(String topic) {
        return Long.parseLong(setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }

    private String setting(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config settings = KafkaAnswers.await(
                        admin.describeConfigs(List.of(resource)).all(), "describe the topic " + topic)
                .get(resource);
        return settings.get(name).value();
    }
}
