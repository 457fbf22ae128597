package dev.alexstream.kafka;

/** What is promised to readers of the result topic. */
public enum Delivery {
    /** One outcome per request for {@code read_committed} readers; needs Kafka 4.0 or newer. */
    EXACTLY_ONCE,
    /** Lower latency, older brokers; after a fault an outcome may appear twice. */
    AT_LEAST_ONCE
}
