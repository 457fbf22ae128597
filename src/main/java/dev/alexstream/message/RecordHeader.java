package dev.alexstream.message;

/** One header of a Kafka record; {@code value} may be null, as Kafka allows. The array is shared, not copied. */
public record RecordHeader(String name, byte[] value) {}
