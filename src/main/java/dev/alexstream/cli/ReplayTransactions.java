package dev.alexstream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends dead letters back exactly once: the requests and the cursors that say "replayed" are committed in one transaction, under one
 * transactional id. A replay that is killed has done a batch or has not; one that is started beside another ends the other.
 */
final class ReplayTransactions {

    private final Producer<byte[], byte[]> producer;
    private final ReplayCursors cursors;

    /** @param producer transactional, initialised before the cursors were read */
    ReplayTransactions(Producer<byte[], byte[]> producer, ReplayCursors cursors) {
        this.producer = producer;
        this.cursors = cursors;
    }

    /** @return the same, in order; those that their topic did not take are refused. All of them are done: none comes again. */
    List<Replay> commit(List<Replay> batch) {
        try {
            attempt(batch);
            return batch;
        } catch (KafkaException e) {
            if (!isTooLarge(e)) {
                throw e;
            }
            producer.abortTransaction();
            return batch.size() == 1 ? refuse(batch.get(0)) : oneByOne(batch);
        }
    }

    /** The send after the refused one fails too, and names it as the cause. */
    private static boolean isTooLarge(Throwable failure) {
        return failure != null && (failure instanceof RecordTooLargeException || isTooLarge(failure.getCause()));
    }

    private List<Replay> oneByOne(List<Replay> batch) {
        List<Replay> done = new ArrayList<>();
        batch.forEach(each -> done.addAll(commit(List.of(each))));
        return done;
    }

    private List<Replay> refuse(Replay replay) {
        Replay refused = replay.refused("its topic takes no message as large");
        attempt(List.of(refused));
        return List.of(refused);
    }

    private void attempt(List<Replay> batch) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        batch.forEach(replay -> replay.request().ifPresent(request -> sent.add(producer.send(request))));
        producer.flush();
        sent.forEach(ReplayTransactions::requireAcknowledged);
        cursors.after(batch)
                .forEach((group, offsets) ->
                        producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata(group)));
        producer.commitTransaction();
    }

    private static void requireAcknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while replaying", e);
        }
    }
}
