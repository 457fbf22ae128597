package dev.alexstream.kafka;

import dev.alexstream.message.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The worker's connection to Kafka: requests in, outcomes out, by the delivery that is configured. Owned by one thread; only
 * {@link #health()} may be read by others.
 */
public final class KafkaLink {

    private final Consumer<byte[], byte[]> consumer;
    private final InFlightWindows windows;
    private final Publisher publisher;
    private final RequestReader reader;
    private final IntakeMarks marks;
    private final LoopSignals signals;
    private final FlowReport report;

    KafkaLink(
            Consumer<byte[], byte[]> consumer,
            Outbox outbox,
            Publisher publisher,
            IntakeMarks marks,
            LoopSignals signals) {
        this.consumer = consumer;
        this.windows = outbox.windows();
        this.publisher = publisher;
        this.marks = marks;
        this.signals = signals;
        this.reader = new RequestReader(consumer, windows, publisher, signals);
        this.report = new FlowReport(consumer, windows, signals);
    }

    /** Joins the group at the first poll. */
    void subscribe(String topic) {
        reader.subscribe(topic);
    }

    /** Requests in offset order of each partition; each must be {@link #track tracked} before the next call. */
    public List<ReceivedRequest> poll() {
        return reader.poll();
    }

    /** Keeps a place for the outcome: it is written after those of all earlier requests of its partition. */
    public void track(ReceivedRequest request, CompletableFuture<Outcome> work) {
        windows.add(new InFlightRequest(request, work));
    }

    /** One step of writing what is complete; bounded by seconds. */
    public void publish() {
        publisher.step();
    }

    /** Lets requests in when there is room for them and {@code open}; otherwise polls bring none. */
    public void regulate(boolean open) {
        reader.regulate(open && marks.admit(windows.records(), windows.bytes()));
        report.turn();
    }

    /** Nothing is in flight. */
    public boolean drained() {
        return windows.records() == 0;
    }

    public LoopHealth health() {
        return signals.health();
    }

    /** Commits what is complete, cancels the rest, leaves the group. */
    public void close(Duration bound) {
        reader.hurry();
        try {
            consumer.close(CloseOptions.timeout(bound));
        } catch (RuntimeException ignored) {
            Interrupts.clear();
        }
        windows.forgetAll();
        publisher.close(bound);
        signals.health().end();
    }
}
