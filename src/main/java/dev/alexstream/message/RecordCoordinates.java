package dev.alexstream.message;

/** Where a record stands: the identity of a request that survives every retry. */
public record RecordCoordinates(String topic, int partition, long offset) {

    /** {@code topic-partition-offset}, the id of requests that carry none. */
    public String asId() {
        return topic + "-" + partition + "-" + offset;
    }
}
