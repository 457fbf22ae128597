package dev.alexstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends sources to a topic. What became of them is handed on by the thread that calls {@link #publish}, {@link #handOn} and
 * {@link #finish}, in the order in which the broker answered; memory is bounded by the producer's buffer.
 */
final class Publisher {

    /** What to do with a source. */
    enum Mode {
        REFERENCE,
        BYTES
    }

    /** Why a reference cannot be sent as bytes. */
    static final String ONLY_FILES =
            "only files can be sent as bytes; leave --as bytes out to send the reference, or download the image first";

    private final Producer<byte[], byte[]> producer;
    private final RequestEncoder encoder;
    private final Target target;
    private final Consumer<Published> report;
    private final Queue<Published> answered = new ConcurrentLinkedQueue<>();

    /**
     * Where to and how.
     *
     * @param mode empty: files as bytes, everything else as a reference
     * @param maxMessageBytes the largest record that the topic takes
     */
    record Target(String topic, Optional<Mode> mode, long maxMessageBytes) {}

    Publisher(Producer<byte[], byte[]> producer, RequestEncoder encoder, Target target, Consumer<Published> report) {
        this.producer = producer;
        this.encoder = encoder;
        this.target = target;
        this.report = report;
    }

    void publish(Source source) {
        try {
            if (source instanceof Source.Unusable unusable) {
                answered.add(new Published.Skipped(unusable.text(), unusable.reason()));
            } else if (source instanceof Source.LocalFile file) {
                publish(file);
            } else if (source instanceof Source.Remote remote) {
                publish(remote);
            }
        } catch (IOException e) {
            answered.add(new Published.Skipped(source.display(), "cannot be read: " + e.getMessage()));
        }
        handOn();
    }

    /** What was answered since it was last asked for. */
    void handOn() {
        for (Published next = answered.poll(); next != null; next = answered.poll()) {
            report.accept(next);
        }
    }

    /** Waits until everything sent is answered. */
    void finish() {
        producer.flush();
        handOn();
    }

    private void publish(Source.Remote remote) {
        if (encoder.lacksLabel(remote.uri())) {
            answered.add(unlabelled(remote));
        } else if (target.mode().equals(Optional.of(Mode.BYTES))) {
            answered.add(new Published.Skipped(remote.display(), ONLY_FILES));
        } else {
            send(encoder.reference(remote.uri()));
        }
    }

    private void publish(Source.LocalFile file) throws IOException {
        Path path = file.path();
        if (encoder.lacksLabel(path.toUri())) {
            answered.add(unlabelled(file));
        } else if (target.mode().equals(Optional.of(Mode.REFERENCE))) {
            send(encoder.reference(path.toUri()));
        } else if (Files.size(path) > target.maxMessageBytes()) {
            answered.add(tooLarge(file.display(), Files.size(path)));
        } else {
            send(encoder.bytes(path.toUri(), Files.readAllBytes(path)));
        }
    }

    /** The callback gets whatever the future would. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(PreparedRequest request) {
        producer.send(
                request.to(target.topic()), (metadata, failure) -> answered.add(answer(request, metadata, failure)));
    }

    private Published answer(PreparedRequest request, RecordMetadata metadata, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return tooLarge(request.source(), request.value().length);
        }
        return failure == null
                ? new Published.Acknowledged(
                        request.id(), request.source(), metadata.topic(), metadata.partition(), metadata.offset())
                : new Published.Failed(request.source(), failure);
    }

    private static Published unlabelled(Source source) {
        return new Published.Skipped(source.display(), "it lies in no folder whose name could be its label");
    }

    private Published tooLarge(String source, long bytes) {
        return new Published.Skipped(
                source,
                Numbers.bytes(bytes) + " do not fit into a message of at most "
                        + Numbers.bytes(target.maxMessageBytes()));
    }
}
