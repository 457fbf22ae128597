package dev.alexstream.cli;

import picocli.CommandLine.Option;

/** The option of every command that prints data. */
public final class OutputOptions {

    @Option(
            names = "--format",
            paramLabel = "human|json",
            defaultValue = "human",
            description = "json: one JSON object a line on standard output, nothing else there (default: human)")
    private OutputFormat format;

    public boolean json() {
        return format == OutputFormat.JSON;
    }
}
