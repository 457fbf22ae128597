/**
 * Models at rest: what a model consists of, where published ones lie, why one that was tampered with is never served, and which of them
 * answers.
 */
package dev.alexstream.model;
