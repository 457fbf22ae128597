package dev.alexstream.cli;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.GrowthChart;
import dev.alexstream.engine.EngineException;
import dev.alexstream.kafka.KafkaSetupException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program of the Maven profile {@code bench}. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures alexstream beside what others would take in its place.")
public final class Benchmarks implements Callable<Integer> {

    /** Their messages are sentences for a person. */
    private static final List<Class<? extends Exception>> EXPECTED =
            List.of(BenchException.class, CommandFailure.class, EngineException.class, KafkaSetupException.class);

    private final Console console;

    @Spec
    private CommandSpec spec;

    private Benchmarks(Console console) {
        this.console = console;
    }

    public static void main(String... arguments) {
        Console console = Console.ofProcess();
        Logs.toStandardError(0);
        System.exit(commandLine(console).execute(arguments));
    }

    private static CommandLine commandLine(Console console) {
        return new CommandLine(new Benchmarks(console))
                .addSubcommand(new BenchPeers(console))
                .addSubcommand(new BenchPlainCommand(console))
                .addSubcommand(new BenchTrainingCommand(console))
                .addSubcommand(new BenchGrowthCommand(console))
                .registerConverter(OutputFormat.class, new Words<>(OutputFormat.class))
                .registerConverter(GrowthChart.class, new Words<>(GrowthChart.class))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(console, failure, parsed));
    }

    private static int failed(Console console, Exception failure, ParseResult parsed) throws Exception {
        if (EXPECTED.stream().anyMatch(type -> type.isInstance(failure))) {
            console.note(parsed.subcommand().commandSpec().qualifiedName() + ": " + failure.getMessage());
            return ExitCode.FAILED;
        }
        throw failure;
    }

    @Override
    public Integer call() {
        console.note(spec.commandLine().getUsageMessage().stripTrailing());
        return ExitCode.WRONG_USAGE;
    }
}
