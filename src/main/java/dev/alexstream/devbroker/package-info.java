/** A Kafka without Docker: one broker and its controller inside this process, reachable from this machine only. */
package dev.alexstream.devbroker;
