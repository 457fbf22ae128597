/** Models at rest: what a model consists of, where published ones lie, and why one that was tampered with is never served. */
package dev.alexstream.model;
