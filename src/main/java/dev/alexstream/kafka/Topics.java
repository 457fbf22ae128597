package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;

/** Makes sure that the topics exist and fit together. */
public final class Topics {

    private static final Logger LOG = Logger.getLogger(Topics.class);

    private static final Duration VISIBLE_BOUND = Duration.ofSeconds(30);
    private static final Duration VISIBLE_PAUSE = Duration.ofMillis(50);

    /** As a retention. */
    static final String FOR_EVER = "-1";

    /** As the time of a record. */
    static final String BY_THE_BROKER = TimestampType.LOG_APPEND_TIME.name;

    private final Admin admin;
    private final TopicsConfig config;

    private Topics(Admin admin, TopicsConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** {@link #ensure(Admin, TopicsConfig, Collection)} with all topics. */
    public static void ensure(Admin admin, TopicsConfig config) {
        ensure(
                admin,
                config,
                Stream.of(
                                config.requests(),
                                config.classifications(),
                                config.deadLetters(),
                                config.labels(),
                                config.shadow(),
                                config.modelEvents())
                        .distinct()
                        .toList());
    }

    /**
     * Creates what is missing, warns when existing topics do not fit together.
     *
     * @param needed names of the configuration; the other topics may be out of sight
     * @throws KafkaSetupException when a topic is missing and may not be created, or the brokers do not answer
     */
    public static void ensure(Admin admin, TopicsConfig config, Collection<String> needed) {
        Topics topics = new Topics(admin, config);
        List<String> missing = topics.missing(needed);
        if (!missing.isEmpty()) {
            topics.create(missing);
            topics.awaitVisible(missing);
            awaitLeaders(admin, missing);
        }
        List<String> old =
                needed.stream().filter(name -> !missing.contains(name)).toList();
        new TopicAdvice(admin, config).sentences(needed, old).forEach(LOG::warn);
    }

    /**
     * Returns when the leader of every partition has taken over, which it does a moment after the partition can be described. A producer that
     * sends in between may never get through: the leader refuses a batch, takes the next one as the first, and then no more.
     */
    public static void awaitLeaders(Admin admin, Collection<String> topics) {
        PartitionOffsets offsets = new PartitionOffsets(admin);
        offsets.ends(offsets.partitions(topics), IsolationLevel.READ_UNCOMMITTED);
    }

    private List<String> missing(Collection<String> needed) {
        Set<String> existing = KafkaAnswers.await(admin.listTopics().names(), "list its topics");
        return needed.stream().filter(name -> !existing.contains(name)).toList();
    }

    private void create(List<String> missing) {
        if (!config.create()) {
            throw new KafkaSetupException("Topics are missing: " + String.join(", ", missing)
                    + ". Create them, or allow it with alexstream.topics.create=true.");
        }
        admin.createTopics(missing.stream().map(this::described).toList())
                .values()
                .forEach(Topics::awaitCreation);
        LOG.infof("Created the topics %s", String.join(", ", missing));
    }

    private static void awaitCreation(String name, KafkaFuture<Void> created) {
        try {
            KafkaAnswers.await(created, "create the topic " + name);
        } catch (KafkaSetupException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            LOG.debugf("Another process was faster to create the topic %s", name);
        }
    }

    /** A broker learns of new topics a moment after their creation was confirmed. */
    private void awaitVisible(List<String> names) {
        long deadline = System.nanoTime() + VISIBLE_BOUND.toNanos();
        while (!visible(names) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(VISIBLE_PAUSE.toNanos());
        }
    }

    private boolean visible(List<String> names) {
        try {
            KafkaAnswers.await(admin.describeTopics(names).allTopicNames(), "describe its new topics");
            return true;
        } catch (KafkaSetupException unknown) {
            if (unknown.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw unknown;
        }
    }

    private NewTopic described(String name) {
        Optional<Short> replication = config.replication().isPresent()
                ? Optional.of((short) config.replication().getAsInt())
                : Optional.empty();
        int partitions = name.equals(config.modelEvents()) ? 1 : config.partitions();
        return new NewTopic(name, Optional.of(partitions), replication).configs(settings(name));
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxMessageBytes(name)));
        if (name.equals(config.modelEvents())) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (name.equals(config.labels())) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
            settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BY_THE_BROKER);
        }
        return settings;
    }

    private long maxMessageBytes(String name) {
        long limit = config.maxMessageBytes().asLongValue();
        return name.equals(config.deadLetters()) ? limit + ClientProperties.DEAD_LETTER_HEADROOM : limit;
    }
}
