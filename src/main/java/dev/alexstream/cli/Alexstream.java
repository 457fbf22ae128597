package dev.alexstream.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program as picocli sees it: what is common to all commands. */
@Command(
        name = "alexstream",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Classifies images that arrive on Kafka, exactly once. Without a command: serve.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some images were rejected.",
            "'alexstream COMMAND --help' explains a command."
        })
final class Alexstream {

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more to standard error; twice for everything.")
    private boolean[] verbose = {};

    int verbosity() {
        return verbose.length;
    }
}
