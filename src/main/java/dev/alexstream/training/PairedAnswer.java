package dev.alexstream.training;

/**
 * A held-out example that both models were asked.
 *
 * @param label its true class
 * @param champion whether the champion was right
 * @param challenger whether the challenger was right
 */
public record PairedAnswer(String label, boolean champion, boolean challenger) {}
