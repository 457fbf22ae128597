package dev.alexstream.model;

import java.util.Locale;

/** In what the images of now can differ from those of the reference. */
public enum DriftKind {
    /** Which labels are answered, and how often. */
    LABELS,
    /** How sure the answers are. */
    CONFIDENCE,
    /** Where the images lie among what the last hidden layer tells apart. */
    FEATURES;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
