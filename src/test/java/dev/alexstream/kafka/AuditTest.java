package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.ResultHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TopicSet topics;

    @BeforeEach
    void publishSixRequests() {
        topics = new TopicSet("audit").with("alexstream.topics.partitions", "1").create();
        topics.publish(0, 6);
    }

    @Test
    void shouldFindNothingWhenEveryCommittedRequestHasOneOutcome() throws Exception {
        transactionally(producer -> {
            result(producer, 0);
            result(producer, 1);
            deadLetter(producer, 2);
        });
        commit(3);

        assertThat(audit(IsolationLevel.READ_COMMITTED)).isEqualTo(new AuditReport(3, 2, 1, 3, 0, 0, 0));
    }

    @Test
    void shouldFindLostRequests() throws Exception {
        transactionally(producer -> result(producer, 1));
        commit(3);

        assertThat(audit(IsolationLevel.READ_COMMITTED)).isEqualTo(new AuditReport(3, 1, 0, 3, 2, 0, 0));
    }

    @Test
    void shouldFindDuplicatesAcrossTopics() throws Exception {
        transactionally(producer -> {
            result(producer, 0);
            deadLetter(producer, 0);
        });
        commit(1);

        assertThat(audit(IsolationLevel.READ_COMMITTED)).isEqualTo(new AuditReport(1, 1, 1, 5, 0, 1, 0));
    }

    @Test
    void shouldFindDisorder() throws Exception {
        transactionally(producer -> {
            result(producer, 1);
            result(producer, 0);
        });
        commit(2);

        assertThat(audit(IsolationLevel.READ_COMMITTED)).isEqualTo(new AuditReport(2, 2, 0, 4, 0, 0, 1));
    }

    @Test
    void shouldSeeAbortedOutcomesOnlyWhenUncommittedRecordsAreRead() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            result(producer, 0);
            producer.flush();
            producer.abortTransaction();
        }
        transactionally(producer -> result(producer, 0));
        commit(1);

        assertThat(audit(IsolationLevel.READ_COMMITTED).clean()).isTrue();
        assertThat(audit(IsolationLevel.READ_UNCOMMITTED).duplicated()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToJudgeWhileATransactionIsOpen() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            result(producer, 0);
            producer.flush();
            commit(1);

            assertThatThrownBy(() -> new Audit(
                                    topics.configs().clients(),
                                    topics.topics(),
                                    topics.configs().worker().groupId())
                            .run(IsolationLevel.READ_COMMITTED, Duration.ofMillis(500)))
                    .isInstanceOf(KafkaSetupException.class)
                    .hasMessageContaining("still open");
            producer.commitTransaction();
        }

        assertThat(audit(IsolationLevel.READ_COMMITTED).clean()).isTrue();
    }

    private AuditReport audit(IsolationLevel isolation) {
        return topics.audit(isolation, PATIENCE);
    }

    private void commit(long offset) throws Exception {
        try (Admin admin = SharedBroker.admin()) {
            admin.alterConsumerGroupOffsets(
                            topics.configs().worker().groupId(),
                            Map.of(new TopicPartition(topics.topics().requests(), 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "transactional.id", "audit-test"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private void transactionally(Consumer<KafkaProducer<byte[], byte[]>> sends) {
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            sends.accept(producer);
            producer.commitTransaction();
        }
    }

    private void result(KafkaProducer<byte[], byte[]> producer, long request) {
        send(producer, topics.topics().classifications(), ResultHeaders.of(request(request)));
    }

    private void deadLetter(KafkaProducer<byte[], byte[]> producer, long request) {
        Rejected rejected = new Rejected(ErrorCode.SCHEMA, "It is bad.");
        send(producer, topics.topics().deadLetters(), DeadLetterHeaders.of(request(request), rejected, Kept.ALL));
    }

    private InboundRecord request(long offset) {
        return new InboundRecord(
                new RecordCoordinates(topics.topics().requests(), 0, offset), Instant.EPOCH, null, null, List.of());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, List<RecordHeader> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, "x".getBytes(UTF_8));
        headers.forEach(header -> record.headers().add(header.name(), header.value()));
        var unused = producer.send(record);
    }
}
