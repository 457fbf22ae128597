/** Pixels: how encoded bytes of a stranger become a small square of RGB without exhausting memory. */
package dev.alexstream.image;
