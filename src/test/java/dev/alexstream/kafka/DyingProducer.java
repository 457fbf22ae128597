package dev.alexstream.kafka;

import org.apache.kafka.clients.producer.Producer;

/** Everything of the third transaction reaches the cluster but its end. */
final class DyingProducer extends FaultyProducer {

    private int transactions;

    DyingProducer(Producer<byte[], byte[]> producer) {
        super(producer);
    }

    @Override
    void commit() {
        transactions++;
        if (transactions == FATAL_TRANSACTION) {
            producer().flush();
            die();
        }
        producer().commitTransaction();
    }
}
