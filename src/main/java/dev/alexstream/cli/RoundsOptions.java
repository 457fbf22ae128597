package dev.alexstream.cli;

import dev.alexstream.bench.EngineBench;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of every command that measures things in turns. */
public final class RoundsOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each has its turn; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /** Before anything is measured. */
    public void requireSense() {
        if (rounds < EngineBench.LEAST_ROUNDS) {
            throw new ParameterException(
                    command.commandLine(), "--rounds " + rounds + " is less than " + EngineBench.LEAST_ROUNDS);
        }
    }

    public int rounds() {
        return rounds;
    }
}
