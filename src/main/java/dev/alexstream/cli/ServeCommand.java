package dev.alexstream.cli;

import io.quarkus.runtime.Quarkus;
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

    @ParentCommand
    private Alexstream program;

    @Mixin
    private ModelOptions model;

    @Mixin
    private KafkaOptions kafka;

    @Override
    public Integer call() {
        model.folder().map(Path::toString).ifPresent(folder -> System.setProperty("alexstream.model", folder));
        kafka.bootstrapServers().ifPresent(servers -> System.setProperty("kafka.bootstrap.servers", servers));
        if (program.verbosity() > 0) {
            String category = program.verbosity() == 1 ? "quarkus.log.category.\"dev.alexstream\".level" : LOG_LEVEL;
            System.setProperty(category, "DEBUG");
        }
        AtomicInteger exitCode = new AtomicInteger(ExitCode.FAILED);
        Quarkus.run(ServeApplication.class, (code, failure) -> exitCode.set(failure == null ? code : ExitCode.FAILED));
        return exitCode.get();
    }
}
