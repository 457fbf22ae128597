package dev.alexstream.message;

import java.time.Instant;
import java.util.List;

/**
 * A record as it was read from a topic, free of client types.
 *
 * @param coordinates topic, partition and offset
 * @param timestamp the record's timestamp (creation or append time, as the topic says)
 * @param key may be null
 * @param value may be null (a tombstone)
 * @param headers in record order, names may repeat
 */
public record InboundRecord(
        RecordCoordinates coordinates, Instant timestamp, byte[] key, byte[] value, List<RecordHeader> headers) {}
