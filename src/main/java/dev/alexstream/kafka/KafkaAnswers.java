package dev.alexstream.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an answer of the cluster within a bound, and says in a sentence when there is none. */
public final class KafkaAnswers {

    private static final int BOUND_SECONDS = 30;

    private KafkaAnswers() {}

    /**
     * @param what completes "The Kafka cluster could not …"
     * @throws KafkaSetupException with the client's exception as the cause
     */
    public static <T> T await(Future<T> answer, String what) {
        try {
            return answer.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new KafkaSetupException(
                    "The Kafka cluster could not " + what + ": "
                            + refused.getCause().getMessage(),
                    refused.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaSetupException(
                    "The Kafka cluster could not " + what + ": no answer within " + BOUND_SECONDS + " seconds.",
                    silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaSetupException(
                    "Interrupted while waiting for the Kafka cluster to " + what + ".", interrupted);
        }
    }
}
