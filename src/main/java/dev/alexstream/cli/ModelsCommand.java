package dev.alexstream.cli;

import picocli.CommandLine.Command;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | show | train | import | promote | retire | rollback | export)",
        description = "Which models there are, which of them answers, and which did.")
final class ModelsCommand {}
