package dev.alexstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;

/** Sends a transaction again, under another id, when the answer to its commit does not come. */
final class RecklessProducer extends FaultyProducer {

    private final ClientProperties clients;

    RecklessProducer(Producer<byte[], byte[]> producer, ClientProperties clients) {
        super(producer);
        this.clients = clients;
    }

    @Override
    void commit() {
        try {
            producer().commitTransaction();
        } catch (TimeoutException unknown) {
            producer().close(Duration.ZERO);
            replace(another());
            producer().initTransactions();
            producer().beginTransaction();
            sendAll();
            producer().sendOffsetsToTransaction(offsets(), group());
            producer().commitTransaction();
        }
    }

    private Producer<byte[], byte[]> another() {
        Map<String, Object> properties = new HashMap<>(clients.producer());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString());
        return new KafkaProducer<>(properties);
    }
}
