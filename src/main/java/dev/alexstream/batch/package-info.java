/** When a batch leaves, and when intake must stop. Generic: knows neither Kafka nor a network, and time is given to it. */
package dev.alexstream.batch;
