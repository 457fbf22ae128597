package dev.alexstream.bench;

/**
 * How fast a pipeline drained a backlog.
 *
 * @param coreMillis of the worker's process for one image; NaN where the system does not tell
 */
public record PipelineTurn(double imagesPerSecond, double coreMillis) {}
