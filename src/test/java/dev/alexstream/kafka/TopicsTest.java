package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void shouldCreateMissingTopicsWithRoomForDeadLetters() throws Exception {
        TopicsConfig config = named("created", Map.of("alexstream.topics.partitions", "3"));
        try (Admin admin = SharedBroker.admin()) {
            Topics.ensure(admin, config);
            Topics.ensure(admin, config);

            assertThat(admin.describeTopics(List.of(config.requests()))
                            .allTopicNames()
                            .get()
                            .get(config.requests())
                            .partitions())
                    .hasSize(3);
            assertThat(maxMessageBytes(admin, config.deadLetters())).isEqualTo(8 * 1024 * 1024 + 64 * 1024);
            assertThat(maxMessageBytes(admin, config.classifications())).isEqualTo(8 * 1024 * 1024);
            assertThat(setting(admin, config.modelEvents(), "cleanup.policy")).isEqualTo("compact");
            assertThat(admin.describeTopics(List.of(config.modelEvents()))
                            .allTopicNames()
                            .get()
                            .get(config.modelEvents())
                            .partitions())
                    .hasSize(1);
            assertThat(setting(admin, config.labels(), "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, config.labels(), "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(setting(admin, config.requests(), "message.timestamp.type"))
                    .as("latency counts from when a request was made")
                    .isEqualTo("CreateTime");
        }
    }

    /** A leader that has not taken over refuses some batches and takes later ones, which no producer recovers from. */
    @RepeatedTest(5)
    void shouldLetProducersSendAtOnceToTopicsItHasCreated() {
        TopicSet topics = new TopicSet("at-once")
                .with("alexstream.topics.partitions", "12")
                .create();

        topics.publish(0, 300);

        assertThat(topics.read(topics.topics().requests(), 300, Duration.ofSeconds(20)))
                .hasSize(300);
    }

    @Test
    void shouldNameMissingTopicsWhenTheyMayNotBeCreated() {
        TopicsConfig config = named("absent", Map.of("alexstream.topics.create", "false"));
        try (Admin admin = SharedBroker.admin()) {
            assertThatThrownBy(() -> Topics.ensure(admin, config))
                    .isInstanceOf(KafkaSetupException.class)
                    .hasMessageContaining("absent.requests, absent.classifications")
                    .hasMessageContaining("alexstream.topics.create");
        }
    }

    @Test
    void shouldCreateOnlyWhatIsNeeded() throws Exception {
        TopicsConfig config = named("some", Map.of());
        try (Admin admin = SharedBroker.admin()) {
            Topics.ensure(admin, config, List.of(config.classifications()));

            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith("some."))
                    .containsExactly(config.classifications());
        }
    }

    @Test
    void shouldDoWithoutAdviceWhenTheSettingsOfTopicsMayNotBeSeen() {
        TopicsConfig config = named("unseen", Map.of());
        try (Admin admin = new SettingsUnseen()) {
            Topics.ensure(admin, config);

            assertThatCode(() -> Topics.ensure(admin, config)).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldAdviseKeepingLabelsForEver() throws Exception {
        TopicsConfig config = named("forgetful", Map.of());
        try (Admin admin = SharedBroker.admin()) {
            Topics.ensure(admin, config);
            List<String> labels = List.of(config.labels());
            TopicAdvice advice = new TopicAdvice(admin, config);
            assertThat(advice.sentences(labels, labels)).isEmpty();

            alter(admin, config.labels(), "retention.ms", "3600000");

            Waiting.until("the broker knows", Duration.ofSeconds(30), () -> !advice.sentences(labels, labels)
                    .isEmpty());
            assertThat(advice.sentences(labels, labels))
                    .singleElement()
                    .asString()
                    .contains("forgetful.labels has cleanup.policy delete, retention.ms 3600000 and retention.bytes -1")
                    .contains("set them to delete, -1 and -1");
        }
    }

    @Test
    void shouldAdviseThatTheBrokerDatesLabels() throws Exception {
        TopicsConfig config = named("backdated", Map.of());
        try (Admin admin = SharedBroker.admin()) {
            Topics.ensure(admin, config);
            List<String> labels = List.of(config.labels());
            TopicAdvice advice = new TopicAdvice(admin, config);

            alter(admin, config.labels(), "message.timestamp.type", "CreateTime");

            Waiting.until("the broker knows", Duration.ofSeconds(30), () -> !advice.sentences(labels, labels)
                    .isEmpty());
            assertThat(advice.sentences(labels, labels))
                    .containsExactly(
                            "Labels that bear an earlier time than a promotion or a trial will not count for or"
                                    + " against it, whenever they come: message.timestamp.type of topic backdated.labels is"
                                    + " CreateTime; set it to LogAppendTime");
        }
    }

    private static void alter(Admin admin, String topic, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** As a principal that may use topics, but not see their settings. */
    private static final class SettingsUnseen extends ForwardingAdmin {

        SettingsUnseen() {
            super(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));
        }

        @Override
        public DescribeConfigsResult describeConfigs(
                Collection<ConfigResource> resources, DescribeConfigsOptions options) {
            KafkaFutureImpl<Config> denied = new KafkaFutureImpl<>();
            denied.completeExceptionally(new TopicAuthorizationException(Set.of("unseen")));
            return new DescribeConfigsResult(Map.of(resources.iterator().next(), denied)) {};
        }
    }

    @Test
    void shouldSayWhatTheClusterRefused() {
        TopicsConfig config = named("triple", Map.of("alexstream.topics.replication", "3"));
        try (Admin admin = SharedBroker.admin()) {
            assertThatThrownBy(() -> Topics.ensure(admin, config))
                    .isInstanceOf(KafkaSetupException.class)
                    .hasMessageContaining("create the topic triple.")
                    .hasMessageContaining("3 time(s)");
        }
    }

    @Test
    void shouldAcceptABrokerWithTheNewTransactionProtocol() {
        try (Admin admin = SharedBroker.admin()) {
            assertThatCode(() -> BrokerFeatures.require(admin, Delivery.EXACTLY_ONCE))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseExactlyOnceWithTheOldTransactionProtocol(int version) {
        assertThatThrownBy(() -> BrokerFeatures.requireTransactions(version))
                .isInstanceOf(KafkaSetupException.class)
                .hasMessageContaining("transaction.version " + version)
                .hasMessageContaining("alexstream.delivery=at-least-once");
    }

    private static TopicsConfig named(String prefix, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("alexstream.topics.requests", prefix + ".requests");
        properties.put("alexstream.topics.classifications", prefix + ".classifications");
        properties.put("alexstream.topics.dead-letters", prefix + ".dead-letters");
        properties.put("alexstream.topics.labels", prefix + ".labels");
        properties.put("alexstream.topics.shadow", prefix + ".shadow");
        properties.put("alexstream.topics.model-events", prefix + ".model-events");
        return KafkaConfigs.of(properties).topics();
    }

    private static long maxMessageBytes(Admin admin, String topic) throws Exception {
        return Long.parseLong(setting(admin, topic, "max.message.bytes"));
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}
