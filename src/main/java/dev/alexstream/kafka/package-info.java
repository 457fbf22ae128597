/**
 * How requests leave a topic and outcomes enter one exactly once: clients, windows, transactions, rebalances, dead letters; and how many change
 * one topic, one at a time.
 */
package dev.alexstream.kafka;
