package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics that were created a moment ago: brokers learn of them one after the other, and deny them until then. */
final class NewTopics {

    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private NewTopics() {}

    /** Does the step, again as long as a broker does not know a topic, for some seconds. */
    static void whileUnknown(Runnable step) {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (KafkaSetupException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Returns when the brokers know the topic and its leaders have taken over. */
    static void await(Admin admin, String topic) {
        whileUnknown(() -> Topics.awaitLeaders(admin, List.of(topic)));
    }

    /** Of a topic that some broker knows: the one that this consumer asks may be the last to. */
    static List<PartitionInfo> partitions(Consumer<?, ?> consumer, String topic) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found != null && !found.isEmpty()) {
                return found;
            }
            pause();
        }
        throw new CommandFailure("there is no topic " + topic);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for a topic", e);
        }
    }
}
