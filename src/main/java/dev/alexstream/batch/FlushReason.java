package dev.alexstream.batch;

/** Why a batch left. A closed set: it is a metric label. */
public enum FlushReason {
    /** It reached the maximum size. */
    FULL,
    /** Its oldest item had waited the maximum delay. */
    DELAY,
    /** Nothing else was on its way. */
    IDLE,
    /** The batcher was closed with items left. */
    CLOSED
}
