package dev.alexstream.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Stands around a producer and remembers what the transaction holds, so that subclasses can go wrong with it. */
abstract class FaultyProducer implements InvocationHandler {

    /** In which transaction the worker dies. */
    static final int FATAL_TRANSACTION = 3;

    /** A record and its callback. */
    record Send(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    private final List<Send> sends = new ArrayList<>();
    private Producer<byte[], byte[]> producer;
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private ConsumerGroupMetadata group;

    FaultyProducer(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    abstract void commit();

    /** Whether records and offsets wait for {@link #commit()}. */
    boolean holdsBack() {
        return false;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    void replace(Producer<byte[], byte[]> other) {
        producer = other;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }

    ConsumerGroupMetadata group() {
        return group;
    }

    void sendAll() {
        for (Send send : sends) {
            var unused = producer.send(send.record(), send.callback());
        }
    }

    static void die() {
        Runtime.getRuntime().halt(9);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        remember(method.getName(), arguments);
        boolean held = method.getName().equals("send") || method.getName().equals("sendOffsetsToTransaction");
        if (held && holdsBack()) {
            return null;
        }
        if (method.getName().equals("commitTransaction")) {
            commit();
            return null;
        }
        try {
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private void remember(String method, Object[] arguments) {
        switch (method) {
            case "beginTransaction" -> sends.clear();
            case "send" ->
                sends.add(new Send(
                        (ProducerRecord<byte[], byte[]>) arguments[0],
                        arguments.length > 1 ? (Callback) arguments[1] : null));
            case "sendOffsetsToTransaction" -> {
                offsets = (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                group = (ConsumerGroupMetadata) arguments[1];
            }
            default -> {}
        }
    }
}
