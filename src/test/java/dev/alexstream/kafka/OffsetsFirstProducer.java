package dev.alexstream.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Commits the offsets, then the outcomes; the third time only the offsets. */
final class OffsetsFirstProducer extends FaultyProducer {

    private final Consumer<byte[], byte[]> consumer;
    private int transactions;

    OffsetsFirstProducer(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        super(producer);
        this.consumer = consumer;
    }

    @Override
    boolean holdsBack() {
        return true;
    }

    @Override
    void commit() {
        consumer.commitSync(offsets());
        transactions++;
        if (transactions == FATAL_TRANSACTION) {
            die();
        }
        sendAll();
        producer().commitTransaction();
    }
}
