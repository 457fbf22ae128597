package dev.alexstream.cli;

import dev.alexstream.model.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description =
                "Makes a registered version the champion: all workers that no model is configured for answer with it"
                        + " within seconds.")
final class ModelsPromoteCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Parameters(paramLabel = "NAME/VERSION", converter = ModelKey.Converter.class, description = "As 'list' shows it.")
    private ModelKey model;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look back.")
    private String reason;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsPromoteCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Registry after = ModelOffice.visit(settings, kafka, office -> office.releases()
                .promote(model.name(), model.version(), ModelOffice.note(reason)));
        ModelLines.printChampion(console, output, after);
        return ExitCode.DONE;
    }
}
