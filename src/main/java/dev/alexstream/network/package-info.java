/** Networks as data: architectures, their weights, and how weights lie in a file. Computes nothing. */
package dev.alexstream.network;
