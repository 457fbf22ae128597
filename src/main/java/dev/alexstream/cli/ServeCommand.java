package dev.alexstream.cli;

import dev.alexstream.NativeLibraries;
import io.quarkus.runtime.Quarkus;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the configured roles until Ctrl-C or SIGTERM; the command when none is named.")
final class ServeCommand implements Callable<Integer> {

    private static final String LOG_LEVEL = "quarkus.log.level";

    private final Console console;

    @ParentCommand
    private Alexstream program;

    @Mixin
    private ModelOptions model;

    @Mixin
    private KafkaOptions kafka;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        model.folder().map(Path::toString).ifPresent(folder -> System.setProperty("alexstream.model", folder));
        kafka.bootstrapServers().ifPresent(servers -> System.setProperty("kafka.bootstrap.servers", servers));
        if (program.verbosity() > 0) {
            String category = program.verbosity() == 1 ? "quarkus.log.category.\"dev.alexstream\".level" : LOG_LEVEL;
            System.setProperty(category, "DEBUG");
        }
        return NativeLibraries.whileLoading(this::serve);
    }

    private int serve() {
        AtomicInteger exitCode = new AtomicInteger(ExitCode.FAILED);
        Quarkus.run(ServeApplication.class, (code, failure) -> exitCode.set(failure == null ? code : explain(failure)));
        return exitCode.get();
    }

    /** Quarkus says nothing itself when somebody else looks at how it ended. */
    private int explain(Throwable failure) {
        String sentence = String.valueOf(failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                sentence = "the HTTP side cannot be opened: " + cause.getMessage()
                        + "; QUARKUS_HTTP_PORT names another port";
            }
        }
        console.note("alexstream serve: " + sentence);
        return ExitCode.FAILED;
    }
}
