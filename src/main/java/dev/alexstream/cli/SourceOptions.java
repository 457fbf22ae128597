package dev.alexstream.cli;

import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/** The images of every command that takes some. */
final class SourceOptions {

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "A file, a folder (all files in it and below, but nothing hidden), a URL such as https://host/a.jpg or s3://bucket/key, or - for a list on standard input.")
    private List<String> typed;

    /** In the order typed, lazily; see {@link SourceArguments}. */
    Stream<Source> expand(InputStream standardInput) {
        return new SourceArguments(standardInput).expand(typed);
    }

    /** Some of them stand in a list on standard input, which may go on for ever. */
    boolean listed() {
        return typed.contains(SourceArguments.STANDARD_INPUT);
    }

    boolean hasTyped(String text) {
        return typed.contains(text);
    }

    /** @param work what was to be done with them, for the sentence */
    CommandFailure nothingTo(String work) {
        return new CommandFailure("there is no file to " + work + " in " + String.join(", ", typed));
    }
}
