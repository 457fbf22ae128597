/** The story and the wiring: how a record becomes a result. Reads top-down from {@code ClassificationLoop}. */
package dev.alexstream;
