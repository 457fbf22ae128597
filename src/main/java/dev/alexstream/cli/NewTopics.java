package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for a topic", e);
        }
    }
}
