package dev.alexstream.cli;

import dev.alexstream.model.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Takes the champion back: the version that was live before it answers again.")
final class ModelsRollbackCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look back.")
    private String reason;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsRollbackCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Registry after = ModelOffice.visit(
                settings, kafka, office -> office.registry().apply(now -> now.rollback(ModelOffice.note(reason))));
        ModelLines.printChampion(console, output, after);
        return ExitCode.DONE;
    }
}
