package dev.alexstream.message;

/**
 * The image was classified, and a challenger on trial has said what it would have answered.
 *
 * @param answer what the requester gets
 * @param shadow of the challenger, for those who compare
 */
public record Shadowed(Classified answer, Classified shadow) implements Outcome {}
