package dev.alexstream.cli;

import picocli.CommandLine.Command;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | replay)",
        description = "Shows rejected requests and sends them again.")
final class DeadLettersCommand {}
