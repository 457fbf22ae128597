package dev.alexstream.cli;

/** How data is printed: for a person, or one JSON object a line. */
public enum OutputFormat {
    HUMAN,
    JSON
}
