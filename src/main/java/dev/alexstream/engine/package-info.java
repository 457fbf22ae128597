/** Arithmetic: which library runs an architecture, on what device, with how many threads and in which memory. */
package dev.alexstream.engine;
