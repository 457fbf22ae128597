package dev.alexstream.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/** A producer that fails as it is told, once for each fault, and remembers what was called. */
final class ScriptedProducer implements InvocationHandler {

    private final Map<String, Deque<RuntimeException>> faults = new HashMap<>();
    private final Deque<Optional<Exception>> recordFaults = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final List<ProducerRecord<?, ?>> sent = new ArrayList<>();

    /** The next call of the method throws. */
    ScriptedProducer failing(String method, RuntimeException fault) {
        faults.computeIfAbsent(method, name -> new ArrayDeque<>()).add(fault);
        return this;
    }

    /** The next record is refused through its callback; null takes it. */
    ScriptedProducer refusing(Exception fault) {
        recordFaults.add(Optional.ofNullable(fault));
        return this;
    }

    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> producer() {
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Producer.class}, this);
    }

    List<String> calls() {
        return calls;
    }

    List<ProducerRecord<?, ?>> sent() {
        return sent;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        calls.add(method.getName());
        Deque<RuntimeException> scripted = faults.getOrDefault(method.getName(), new ArrayDeque<>());
        if (!scripted.isEmpty()) {
            throw scripted.remove();
        }
        return switch (method.getName()) {
            case "send" -> send((ProducerRecord<?, ?>) arguments[0], (Callback) arguments[1]);
            case "partitionsFor" -> List.of(partition((String) arguments[0], 0), partition((String) arguments[0], 1));
            default -> null;
        };
    }

    private Object send(ProducerRecord<?, ?> record, Callback callback) {
        sent.add(record);
        Optional<Exception> fault = recordFaults.isEmpty() ? Optional.empty() : recordFaults.remove();
        callback.onCompletion(null, fault.orElse(null));
        return new CompletableFuture<>();
    }

    private static PartitionInfo partition(String topic, int partition) {
        return new PartitionInfo(topic, partition, Node.noNode(), new Node[0], new Node[0]);
    }
}
