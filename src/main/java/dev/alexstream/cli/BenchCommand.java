package dev.alexstream.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Measures the program on this machine. Give it the machine alone: whatever else runs is measured with it.")
final class BenchCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.note(spec.qualifiedName() + ": say what is to be measured: "
                + String.join(", ", spec.subcommands().keySet()));
        console.note(spec.commandLine().getUsageMessage().stripTrailing());
        console.note("Try '" + spec.qualifiedName() + " --help'.");
        return ExitCode.WRONG_USAGE;
    }
}
