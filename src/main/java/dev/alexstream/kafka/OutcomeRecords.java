package dev.alexstream.kafka;

import dev.alexstream.message.Classified;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.message.ResultHeaders;
import dev.alexstream.message.Shadowed;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Writes outcomes as records. Keyed ones go where the key leads; those without a key follow their request's partition, so that outcomes
 * of one partition stay in order.
 */
final class OutcomeRecords {

    private static final Logger LOG = Logger.getLogger(OutcomeRecords.class);

    private final TopicsConfig topics;
    private final ShadowRest shadowRest;

    OutcomeRecords(TopicsConfig topics, ShadowRest shadowRest) {
        this.topics = topics;
        this.shadowRest = shadowRest;
    }

    /** While it is on, outcomes are written without what shadows say. */
    ShadowRest shadowRest() {
        return shadowRest;
    }

    /**
     * @param partitions number of partitions of a topic
     * @return the outcome, and behind it what a shadow says, if one was asked
     */
    List<ProducerRecord<byte[], byte[]>> write(InFlightRequest request, ToIntFunction<String> partitions) {
        Outcome outcome = request.outcome();
        if (outcome instanceof Rejected rejected) {
            return List.of(deadLetter(request, rejected, partitions));
        }
        if (outcome instanceof Shadowed shadowed) {
            ProducerRecord<byte[], byte[]> answer = write(request, shadowed.answer(), partitions);
            return shadow(request.record(), shadowed.shadow(), partitions)
                    .map(shadow -> List.of(answer, shadow))
                    .orElseGet(() -> List.of(answer));
        }
        return List.of(write(request, (Classified) outcome, partitions));
    }

    private ProducerRecord<byte[], byte[]> write(
            InFlightRequest request, Classified result, ToIntFunction<String> partitions) {
        Body body;
        try {
            body = body(request.record(), result);
        } catch (RuntimeException unwritable) {
            Rejected rejected = new Rejected(
                    ErrorCode.INFERENCE_FAILED, "The result could not be written: " + unwritable.getMessage());
            return deadLetter(request, rejected, partitions);
        }
        return record(
                topics.classifications(), request.record(), request.record().key(), body, partitions);
    }

    /** Empty when it cannot be written; the outcome does not wait for it. */
    private Optional<ProducerRecord<byte[], byte[]>> shadow(
            InboundRecord request, Classified result, ToIntFunction<String> partitions) {
        if (shadowRest.leavesOut()) {
            return Optional.empty();
        }
        try {
            Body body = body(request, result);
            return Optional.of(record(topics.shadow(), request, request.key(), body, partitions));
        } catch (KafkaException noPartitions) {
            Interrupts.clear();
            shadowRest.begin(noPartitions);
            return Optional.empty();
        } catch (RuntimeException unwritable) {
            LOG.debugf("What a shadow says cannot be written: %s", unwritable.getMessage());
            return Optional.empty();
        }
    }

    /** Made apart from the record: a cluster that does not tell its partitions says nothing about the result. */
    private record Body(byte[] value, RecordHeaders headers) {}

    private static Body body(InboundRecord request, Classified result) {
        return new Body(ResultCodec.encode(result), kafkaHeaders(ResultHeaders.of(request)));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            InFlightRequest request, Rejected rejected, ToIntFunction<String> partitions) {
        InboundRecord original = request.record();
        Kept kept = request.kept();
        byte[] key = kept.key() ? original.key() : null;
        byte[] value = kept.value() ? original.value() : null;
        RecordHeaders headers = kafkaHeaders(kept.headers() ? original.headers() : List.of());
        DeadLetterHeaders.of(original, rejected, kept).forEach(header -> headers.add(header.name(), header.value()));
        return record(topics.deadLetters(), original, key, new Body(value, headers), partitions);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, InboundRecord request, byte[] key, Body body, ToIntFunction<String> partitions) {
        Integer partition =
                key == null ? Integer.valueOf(request.coordinates().partition() % partitions.applyAsInt(topic)) : null;
        return new ProducerRecord<>(topic, partition, key, body.value(), body.headers());
    }

    private static RecordHeaders kafkaHeaders(List<RecordHeader> headers) {
        RecordHeaders written = new RecordHeaders();
        headers.forEach(header -> written.add(header.name(), header.value()));
        return written;
    }

    /** Bytes of a record as the producer counts them, but for a few per header. */
    static long size(ProducerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
