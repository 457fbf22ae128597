/** The commands: what a person types, what is printed, and the exit code. The only place that exits the process. */
package dev.alexstream.cli;
