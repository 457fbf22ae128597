package dev.alexstream.training;

/** Where a label stands in the label topic, and who sent it. */
public record LabelPosition(int partition, long offset, String source) {}
