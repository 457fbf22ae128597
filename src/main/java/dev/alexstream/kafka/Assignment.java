package dev.alexstream.kafka;

/** How partitions are divided among the workers of a group. */
public enum Assignment {
    /** Classic protocol; workers keep what they need not give away. */
    COOPERATIVE,
    /** Classic protocol; every rebalance revokes everything. */
    EAGER,
    /** The consumer protocol of KIP-848, assigned by the broker. */
    CONSUMER
}
