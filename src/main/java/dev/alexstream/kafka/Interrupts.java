package dev.alexstream.kafka;

/** Nobody should interrupt the Kafka thread; if somebody does, the client's exception is treated as a time-out. */
final class Interrupts {

    private Interrupts() {}

    /** The client has restored the flag; with it every further call would fail. */
    @SuppressWarnings("ReturnValueIgnored")
    static void clear() {
        Thread.interrupted();
    }
}
