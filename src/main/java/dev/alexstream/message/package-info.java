/** What crosses a topic: requests, outcomes, error codes, and how each is written and read. Knows no Kafka client. */
package dev.alexstream.message;
