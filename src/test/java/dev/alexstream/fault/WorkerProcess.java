package dev.alexstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.TopicSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, to be killed, frozen and stopped. What it prints is kept for the case of a failure. */
final class WorkerProcess implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofSeconds(60);

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CountDownLatch joined = new CountDownLatch(1);

    private WorkerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "worker-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A {@link FakeWorker} from the class path of the tests. */
    static WorkerProcess fake(TopicSet topics, Misbehaviour misbehaviour, long seed) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeWorker.class.getName(),
                misbehaviour.name(),
                Long.toString(seed)));
        topics.properties().forEach((name, value) -> command.add(name + "=" + value));
        return start(command);
    }

    private static WorkerProcess start(List<String> command) {
        try {
            return new WorkerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::keep);
        } catch (IOException | UncheckedIOException ended) {
            output.add("output ended: " + ended.getMessage());
        }
    }

    private void keep(String line) {
        if (line.contains(FakeWorker.JOINED)) {
            joined.countDown();
        }
        output.add(line);
        if (output.size() > 400) {
            output.remove();
        }
    }

    WorkerProcess awaitJoined() throws InterruptedException {
        assertThat(joined.await(START_BOUND.toSeconds(), TimeUnit.SECONDS))
                .as("worker joins its group; output: %s", output)
                .isTrue();
        return this;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the worker finishes what it has. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(40, TimeUnit.SECONDS))
                .as("worker stops; output: %s", output)
                .isTrue();
    }

    void awaitDeath() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("worker dies; output: %s", output)
                .isTrue();
    }

    void freeze() throws InterruptedException {
        signal("STOP");
    }

    void thaw() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(status).as("kill -%s", name).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void assertAlive() {
        assertThat(process.isAlive()).as("worker is alive; output: %s", output).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
