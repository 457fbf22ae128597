package dev.alexstream.kafka;

/** Whether requests may be read. Asked on the Kafka thread at every turn, so it must answer at once. */
@FunctionalInterface
public interface IntakeGate {

    /**
     * Closed: partitions are paused while polling goes on.
     *
     * @throws RuntimeException when no request can be processed any more: the worker leaves its group
     */
    boolean open();
}
