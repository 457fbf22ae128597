package dev.alexstream.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command of this program as a process of its own, with the options of this JVM. What it says to standard error goes to a file; its
 * last line explains a failure. It is told to end with this process, however long whoever started it goes on.
 */
final class ChildProcess implements AutoCloseable {

    /** As Quarkus calls the jar that starts a packaged program. */
    private static final String PACKAGED_JAR = "quarkus-run.jar";

    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final String command;
    private final Process process;
    private final Path log;
    private final Thread endWithThis;

    private ChildProcess(String command, Process process, Path log) {
        this.command = command;
        this.process = process;
        this.log = log;
        this.endWithThis = new Thread(process::destroy, "alexstream-end-" + command);
    }

    /** The jar that this program runs from; empty when it runs from its classes. */
    static Optional<Path> packagedJar() {
        String classPath = System.getProperty("java.class.path", "");
        return Optional.of(classPath)
                .filter(path -> path.endsWith(PACKAGED_JAR))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .filter(Files::isRegularFile);
    }

    /**
     * @param settings full keys and values, as system properties of the process
     * @param log of standard error
     * @param arguments a command and its options
     */
    static ChildProcess start(Path jar, Map<String, String> settings, Path log, String... arguments) {
        List<String> launch = new ArrayList<>(List.of("-jar", jar.toString()));
        launch.addAll(List.of(arguments));
        return start(arguments[0], launch, settings, log);
    }

    /**
     * A program on the class path of this process.
     *
     * @param main has a main method
     * @param settings full keys and values, as system properties of the process
     * @param log of standard error
     */
    static ChildProcess start(Class<?> main, Map<String, String> settings, Path log) {
        List<String> launch = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return start(main.getSimpleName(), launch, settings, log);
    }

    private static ChildProcess start(String name, List<String> launch, Map<String, String> settings, Path log) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib:"))
                .forEach(line::add);
        settings.forEach((key, value) -> line.add("-D" + key + "=" + value));
        line.addAll(launch);
        try {
            Process process =
                    new ProcessBuilder(line).redirectError(log.toFile()).start();
            return new ChildProcess(name, process, log).endingWithThis();
        } catch (IOException e) {
            throw new CommandFailure("the process for '" + name + "' cannot be started: " + e.getMessage(), e);
        }
    }

    private ChildProcess endingWithThis() {
        try {
            Runtime.getRuntime().addShutdownHook(endWithThis);
            return this;
        } catch (IllegalStateException goingDown) {
            close();
            throw new CommandFailure("'" + command + "' is not started any more: this process ends", goingDown);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The first line of standard output. */
    String firstLine() {
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw ended();
            }
            return line;
        } catch (IOException e) {
            throw new CommandFailure("'" + command + "' cannot be listened to: " + e.getMessage(), e);
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    private CommandFailure ended() {
        return new CommandFailure("'" + command + "' ended: " + lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "what it said cannot be read";
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThis);
        } catch (IllegalStateException goingDown) {
            // the hook is at work, or was
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
