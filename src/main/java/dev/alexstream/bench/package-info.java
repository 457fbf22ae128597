/** Figures on this machine: how fast an engine or the decoder is, what a process uses, and how all of it is measured. Prints nothing. */
package dev.alexstream.bench;
