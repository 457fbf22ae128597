package dev.alexstream.message;

/** How a request ended. Failure of one image is a value, never an exception. */
public sealed interface Outcome permits Classified, Shadowed, Rejected {}
