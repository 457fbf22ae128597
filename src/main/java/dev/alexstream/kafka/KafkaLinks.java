package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Builds links from configuration. */
public final class KafkaLinks {

    private final ClientProperties clients;
    private final TopicsConfig topics;
    private final WorkerConfig worker;

    public KafkaLinks(ClientProperties clients, TopicsConfig topics, WorkerConfig worker) {
        this.clients = clients;
        this.topics = topics;
        this.worker = worker;
    }

    /**
     * Checks the cluster, makes sure of the topics, and subscribes.
     *
     * @throws KafkaSetupException when the cluster cannot be used as it is configured, or does not answer
     */
    public KafkaLink open(LoopSignals signals) {
        return open(signals, (producer, consumer) -> producer);
    }

    /** Stands around each producer of a link, which has one consumer. */
    interface ProducerDecorator {

        Producer<byte[], byte[]> decorate(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer);
    }

    KafkaLink open(LoopSignals signals, ProducerDecorator decorator) {
        try (Admin admin = Admin.create(clients.admin())) {
            BrokerFeatures.require(admin, worker.delivery());
            Topics.ensure(admin, topics);
            KafkaLink link = connect(signals, decorator);
            link.subscribe(topics.requests());
            return link;
        } catch (KafkaException unusable) {
            throw new KafkaSetupException("Kafka cannot be used as it is configured: " + reason(unusable), unusable);
        }
    }

    private KafkaLink connect(LoopSignals signals, ProducerDecorator decorator) {
        Map<String, Object> properties = clients.producer();
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer());
        Supplier<Producer<byte[], byte[]>> producers =
                () -> decorator.decorate(new KafkaProducer<>(properties), consumer);
        OutcomeRecords records = new OutcomeRecords(topics, new ShadowRest(signals.nanoTime()));
        Outbox outbox = new Outbox(new InFlightWindows(), records, CommitBounds.of(worker.commit()), signals);
        Publisher publisher = worker.delivery() == Delivery.EXACTLY_ONCE
                ? new TransactionalPublisher(producers, patience(), consumer, outbox, signals)
                : new AcknowledgedPublisher(producers, consumer, outbox, signals);
        IntakeMarks marks = new IntakeMarks(
                worker.inFlight().maxRecords(), worker.inFlight().maxBytes().asLongValue());
        return new KafkaLink(consumer, outbox, publisher, marks, signals);
    }

    private Duration patience() {
        Object timeout = clients.producer().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return Duration.ofMillis(2 * Long.parseLong((String) timeout));
    }

    private static String reason(KafkaException unusable) {
        return unusable.getCause() == null
                ? unusable.getMessage()
                : unusable.getCause().getMessage();
    }
}
