/** Models at rest: what a model folder holds, and why one that was tampered with is never served. */
package dev.alexstream.model;
