package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.Shadowed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Requests for tests, of topic {@code requests}. */
final class InFlight {

    static final TopicPartition P0 = new TopicPartition("requests", 0);
    static final TopicPartition P1 = new TopicPartition("requests", 1);

    private InFlight() {}

    static InFlightRequest done(TopicPartition partition, long offset) {
        return request(
                partition,
                offset,
                CompletableFuture.<Outcome>completedFuture(FakeClassification.result("id-" + offset)));
    }

    static InFlightRequest shadowed(TopicPartition partition, long offset) {
        return request(
                partition,
                offset,
                CompletableFuture.<Outcome>completedFuture(new Shadowed(
                        FakeClassification.result("id-" + offset), FakeClassification.result("shadow-" + offset))));
    }

    static InFlightRequest unfinished(TopicPartition partition, long offset) {
        return request(partition, offset, new CompletableFuture<>());
    }

    static InFlightRequest request(TopicPartition partition, long offset, CompletableFuture<Outcome> work) {
        return new InFlightRequest(new ReceivedRequest(record(partition, offset), Optional.of(3)), work);
    }

    static InboundRecord record(TopicPartition partition, long offset) {
        return new InboundRecord(
                new RecordCoordinates(partition.topic(), partition.partition(), offset),
                Instant.ofEpochSecond(offset),
                null,
                ("id-" + offset).getBytes(UTF_8),
                List.of());
    }
}
