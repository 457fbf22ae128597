/** Every meter: its name, its labels, what it means. The only importer of Micrometer; each room speaks its own words to it. */
package dev.alexstream.metrics;
