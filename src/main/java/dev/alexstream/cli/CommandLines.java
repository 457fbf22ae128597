package dev.alexstream.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The table of commands, and what happens around each of them: logging, wrong usage, failure. */
final class CommandLines {

    private static final List<String> ABOUT_THE_PROGRAM = List.of("-h", "--help", "-V", "--version");

    private final Console console;
    private final Alexstream program = new Alexstream();

    private CommandLines(Console console) {
        this.console = console;
    }

    /** @return the exit code */
    static int execute(Console console, Settings settings, String... arguments) {
        Map<String, Supplier<CommandLine>> commands = commands(console, settings);
        String[] complete = withCommand(commands.keySet(), arguments);
        try {
            return create(console, commands, complete).execute(complete);
        } catch (Error e) {
            // out of memory, a class or a native library that is missing: picocli reports exceptions only
            console.note("alexstream: " + e);
            return ExitCode.FAILED;
        }
    }

    /** In the order of the help. Each is made when it is wanted: picocli takes a while to look at one. */
    private static Map<String, Supplier<CommandLine>> commands(Console console, Settings settings) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new CommandLine(new ServeCommand(console)));
        commands.put("demo", () -> new CommandLine(new DemoCommand(console, settings)));
        commands.put("broker", () -> new CommandLine(new BrokerCommand(console, settings)));
        commands.put("publish", () -> new CommandLine(new PublishCommand(console, settings)));
        commands.put("tail", () -> new CommandLine(new TailCommand(console, settings)));
        commands.put("classify", () -> new CommandLine(new ClassifyCommand(console, settings)));
        commands.put("audit", () -> new CommandLine(new AuditCommand(console, settings)));
        commands.put("dead-letters", () -> deadLetters(console, settings));
        commands.put("train", () -> new CommandLine(new TrainCommand(console, settings)));
        commands.put("evaluate", () -> new CommandLine(new EvaluateCommand(console, settings)));
        commands.put("models", () -> models(console, settings));
        commands.put("bench", () -> bench(console, settings));
        return commands;
    }

    /** With the one command that is named first, else with all of them, for a help or a suggestion. */
    private static CommandLine create(
            Console console, Map<String, Supplier<CommandLine>> commands, String... arguments) {
        CommandLines around = new CommandLines(console);
        CommandLine commandLine = new CommandLine(around.program);
        Supplier<CommandLine> named = commands.get(arguments[0]);
        if (named == null) {
            commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        } else {
            commandLine.addSubcommand(arguments[0], named.get());
        }
        return commandLine
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .registerConverter(OutputFormat.class, new Words<>(OutputFormat.class))
                .registerConverter(Publisher.Mode.class, new Words<>(Publisher.Mode.class))
                .registerConverter(ModelsPromoteCommand.Rollout.class, new Words<>(ModelsPromoteCommand.Rollout.class))
                .registerConverter(TailCommand.From.class, new Words<>(TailCommand.From.class))
                .registerConverter(TailCommand.Isolation.class, new Words<>(TailCommand.Isolation.class))
                .setExecutionStrategy(around::run)
                .setParameterExceptionHandler(around::wrongUsage)
                .setExecutionExceptionHandler(around::failed);
    }

    private static CommandLine deadLetters(Console console, Settings settings) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLettersListCommand(console, settings))
                .addSubcommand(new DeadLettersReplayCommand(console, settings));
    }

    private static CommandLine models(Console console, Settings settings) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(console, settings))
                .addSubcommand(new ModelsShowCommand(console, settings))
                .addSubcommand(new ModelsTrainCommand(console, settings))
                .addSubcommand(new ModelsImportCommand(console, settings))
                .addSubcommand(new ModelsPromoteCommand(console, settings))
                .addSubcommand(new ModelsRetireCommand(console, settings))
                .addSubcommand(new ModelsRollbackCommand(console, settings))
                .addSubcommand(new ModelsExportCommand(console, settings));
    }

    private static CommandLine bench(Console console, Settings settings) {
        return new CommandLine(new BenchCommand(console))
                .addSubcommand(new BenchEngineCommand(console, settings))
                .addSubcommand(new BenchDecodeCommand(console, settings))
                .addSubcommand(new BenchPipelineCommand(console, settings));
    }

    /** Without a command it is {@code serve}, and options alone are its options. */
    private static String[] withCommand(Set<String> commands, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        boolean optionsAlone = all.isEmpty() || all.get(0).startsWith("-");
        boolean named = all.stream().anyMatch(each -> ABOUT_THE_PROGRAM.contains(each) || commands.contains(each));
        if (optionsAlone && !named) {
            all.add(0, "serve");
        }
        return all.toArray(String[]::new);
    }

    private int run(ParseResult parsed) {
        if (!(userObject(parsed) instanceof ServeCommand)) {
            Logs.toStandardError(program.verbosity());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static Object userObject(ParseResult parsed) {
        List<CommandLine> chain = parsed.asCommandLineList();
        return chain.get(chain.size() - 1).getCommand();
    }

    private int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        console.note(command.getCommandSpec().qualifiedName() + ": " + sentence(e));
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        console.note("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.WRONG_USAGE;
    }

    private static String sentence(ParameterException e) {
        boolean noSuchCommand = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty();
        return noSuchCommand
                ? "there is no command '"
                        + ((UnmatchedArgumentException) e).getUnmatched().get(0) + "'"
                : e.getMessage();
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof OutputClosed) {
            return ExitCode.DONE;
        }
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof CommandFailure) {
            console.note(name + ": " + e.getMessage());
        } else {
            console.note(name + ": unexpected failure: " + e + " (-v shows where)");
        }
        if (program.verbosity() > 0) {
            e.printStackTrace(console.err());
        }
        return ExitCode.FAILED;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
