/** How requests leave a topic and outcomes enter one exactly once: clients, windows, transactions, rebalances, dead letters. */
package dev.alexstream.kafka;
