package dev.alexstream.cli;

import dev.alexstream.model.Registry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = "Ends the trial of a version, or puts away one that was only registered. The champion goes on.")
final class ModelsRetireCommand implements Callable<Integer> {

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

    ModelsRetireCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Registry after = ModelOffice.visit(settings, kafka, office -> office.registry()
                .apply(now -> now.retire(model.name(), model.version(), ModelOffice.note(reason))));
        after.find(model.name(), model.version()).ifPresent(entry -> ModelLines.print(console, output, entry));
        return ExitCode.DONE;
    }
}
