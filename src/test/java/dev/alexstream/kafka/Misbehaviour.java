package dev.alexstream.kafka;

import java.lang.reflect.Proxy;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What a worker of the fault tests does wrong; the audit must find it. */
public enum Misbehaviour {
    /** Nothing. */
    NONE,
    /** Dies between sending offsets and committing, in its third transaction. */
    DIE_BEFORE_COMMIT,
    /** Commits offsets before outcomes, and dies in between, the third time. */
    OFFSETS_FIRST,
    /** Takes an unanswered commit for a failed one: a producer of another id sends the same again. */
    SEND_AGAIN;

    public KafkaLink open(TopicSet topics, LoopSignals signals) {
        KafkaConfigs configs = topics.configs();
        KafkaLinks links = new KafkaLinks(configs.clientsOfAnotherWorker(), configs.topics(), configs.worker());
        return this == NONE
                ? links.open(signals)
                : links.open(signals, (producer, consumer) -> around(topics, producer, consumer));
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> around(
            TopicSet topics, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        FaultyProducer handler =
                switch (this) {
                    case NONE, DIE_BEFORE_COMMIT -> new DyingProducer(producer);
                    case OFFSETS_FIRST -> new OffsetsFirstProducer(producer, consumer);
                    case SEND_AGAIN ->
                        new RecklessProducer(producer, topics.configs().clients());
                };
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Producer.class}, handler);
    }
}
