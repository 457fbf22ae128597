package dev.alexstream.cli;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A request ready to be sent; the partition is the producer's choice. */
record PreparedRequest(String id, String source, byte[] key, byte[] value, List<Header> headers) {

    ProducerRecord<byte[], byte[]> to(String topic) {
        return new ProducerRecord<>(topic, null, key, value, headers);
    }
}
