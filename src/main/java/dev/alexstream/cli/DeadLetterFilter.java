package dev.alexstream.cli;

import dev.alexstream.message.ErrorCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters, and how many. */
final class DeadLetterFilter {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--error-code",
            paramLabel = "C",
            description = "Only those with this error code: ${COMPLETION-CANDIDATES}.")
    private ErrorCode errorCode;

    @Option(names = "--max", paramLabel = "N", description = "At most so many (default: all).")
    private Long max;

    boolean matches(DeadLetter letter) {
        return errorCode == null || errorCode.name().equals(letter.errorCode());
    }

    long max() {
        if (max != null && max < 1) {
            throw new ParameterException(command.commandLine(), "--max " + max + " is less than 1");
        }
        return max == null ? Long.MAX_VALUE : max;
    }
}
