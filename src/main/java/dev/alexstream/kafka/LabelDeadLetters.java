package dev.alexstream.kafka;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Rejected;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Writes rejected labels, as rejected requests are written, but one at a time: after a crash one may be there twice. */
final class LabelDeadLetters {

    private final Producer<byte[], byte[]> producer;
    private final OutcomeRecords records;

    LabelDeadLetters(Producer<byte[], byte[]> producer, TopicsConfig topics) {
        this.producer = producer;
        this.records = new OutcomeRecords(topics, new ShadowRest(System::nanoTime));
    }

    /** With less of the label where that makes it too large. */
    void write(InboundRecord label, Rejected rejected) {
        InFlightRequest request = new InFlightRequest(
                new ReceivedRequest(label, Optional.empty()), CompletableFuture.completedFuture(rejected));
        boolean written = false;
        while (!written) {
            written = fits(request);
        }
    }

    private boolean fits(InFlightRequest request) {
        try {
            send(request);
            return true;
        } catch (RecordTooLargeException tooLarge) {
            if (!request.shrink(tooLarge.getMessage())) {
                throw failure(tooLarge);
            }
            return false;
        }
    }

    private void send(InFlightRequest request) {
        try {
            for (ProducerRecord<byte[], byte[]> written : records.write(
                    request, topic -> producer.partitionsFor(topic).size())) {
                var unused = producer.send(written).get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaSetupException("The dead letter of a label was not written in time.", interrupted);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof RecordTooLargeException tooLarge
                    ? tooLarge
                    : failure(refused.getCause());
        } catch (KafkaException refused) {
            throw refused instanceof RecordTooLargeException tooLarge ? tooLarge : failure(refused);
        }
    }

    private static KafkaSetupException failure(Throwable cause) {
        return new KafkaSetupException("The dead letter of a label could not be written: " + cause.getMessage(), cause);
    }
}
