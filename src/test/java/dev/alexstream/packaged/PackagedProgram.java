package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program as a process of its own, started as a user starts it. Ends with the test. */
final class PackagedProgram implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Lines out;
    private final Lines err;

    private PackagedProgram(Process process) {
        this.process = process;
        this.out = Lines.of(process.inputReader());
        this.err = Lines.of(process.errorReader());
    }

    /** Starts a command with its data below the folder and the HTTP side on a free port, unless {@code settings} say otherwise. */
    static PackagedProgram start(Path folder, Map<String, String> settings, String... arguments) {
        var builder = new ProcessBuilder(JAVA.toString(), "-Xmx1g", "-jar", JAR.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("ALEXSTREAM_") || name.startsWith("KAFKA_") || name.startsWith("QUARKUS_"));
        builder.environment().put("ALEXSTREAM_DATA_DIR", folder.resolve("data").toString());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(settings);
        try {
            return new PackagedProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    static PackagedProgram run(Path folder, Map<String, String> settings, String... arguments) {
        PackagedProgram program = start(folder, settings, arguments);
        program.exitCode();
        return program;
    }

    int exitCode() {
        return exitCode(PATIENCE);
    }

    int exitCode(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + patience + "; standard error:\n" + err.text());
            }
            out.awaitEnd();
            err.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends SIGTERM, as systemd and Kubernetes do, and goes on listening to what the program says. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL, and returns when the program is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    List<String> out() {
        return out.all();
    }

    String err() {
        return err.text();
    }

    /** Waits for a line of standard output that matches, and returns its first group. */
    String awaitOut(String pattern) {
        return out.await(Pattern.compile(pattern), PATIENCE);
    }

    /** Waits for a line of standard error that matches, and returns its first group. */
    String awaitErr(String pattern) {
        return err.await(Pattern.compile(pattern), PATIENCE);
    }

    /** The lines of standard output, each a JSON value. */
    List<JsonNode> json() throws IOException {
        return new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(String.join("\n", out()))
                .readAll();
    }

    /** What a program that serves shows to Prometheus. */
    String metrics() {
        URI http = URI.create(awaitErr("Listening on: (http://127\\.0\\.0\\.1:\\d+)"));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(http.resolve("/q/metrics")).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Checks what a person sees when a command cannot do its work: a sentence that names the reason, and no stack trace. */
    void assertFailedWith(int exitCode, String... words) {
        assertThat(exitCode()).as("exit code; standard error:%n%s", err()).isEqualTo(exitCode);
        assertThat(err())
                .contains(words)
                .doesNotContainPattern("(?m)^\\s+at \\S+\\(")
                .doesNotContain("Exception");
        assertThat(out()).isEmpty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lines of one stream, collected by a thread of their own. */
    private static final class Lines {

        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        static Lines of(BufferedReader reader) {
            Lines lines = new Lines();
            Thread thread = new Thread(() -> lines.collect(reader), "packaged-program-output");
            thread.setDaemon(true);
            thread.start();
            return lines;
        }

        private void collect(BufferedReader reader) {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("could not be read to its end: " + e);
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized void awaitEnd() throws InterruptedException {
            while (!ended) {
                wait();
            }
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        synchronized String text() {
            return String.join("\n", lines);
        }

        synchronized String await(Pattern pattern, Duration patience) {
            long deadline = System.nanoTime() + patience.toNanos();
            int next = 0;
            while (true) {
                for (; next < lines.size(); next++) {
                    Matcher matcher = pattern.matcher(lines.get(next));
                    if (matcher.find()) {
                        return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (ended || left <= 0) {
                    throw new AssertionError("no line like " + pattern + " in:\n" + text());
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
