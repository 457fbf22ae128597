package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.bench.WorkerWork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Broker and worker as processes of their own, which are the packaged {@code broker} and {@code serve}, so what each uses is its own. */
final class SeparateParts implements BenchParts {

    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String LOOPBACK = "127.0.0.1";

    private final Path jar;
    private final Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private ChildProcess broker;
    private ChildProcess worker;
    private URI workerAddress;

    /** @param folder where the processes write what they have to say */
    SeparateParts(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    @Override
    public String startBroker(Path data) {
        broker = ChildProcess.start(
                jar,
                Map.of(),
                folder.resolve("broker.log"),
                "broker",
                "--port",
                "0",
                "--data-dir",
                data.toString(),
                "--format",
                "json");
        String line = broker.firstLine();
        return JsonLine.parse(line.getBytes(StandardCharsets.UTF_8))
                .map(node -> node.path("bootstrap_servers"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .orElseThrow(() -> new CommandFailure("'broker' did not tell its address but: " + line));
    }

    @Override
    public void startWorker(Settings settings) {
        int port = freePort();
        workerAddress = URI.create("http://" + LOOPBACK + ":" + port);
        worker = ChildProcess.start(jar, ofWorker(settings, folder, port), folder.resolve("worker.log"), "serve");
        awaitReady();
    }

    /** A worker and no trainer, which keeps what it has to keep in the folder, whatever the user has configured. */
    static Map<String, String> ofWorker(Settings settings, Path folder, int port) {
        Map<String, String> all = new HashMap<>(settings.overrides());
        all.put("alexstream.roles", "worker");
        all.put("alexstream.data-dir", folder.resolve("data").toString());
        all.put("alexstream.models.store", folder.resolve("models").toUri().toString());
        all.put("quarkus.http.host", LOOPBACK);
        all.put("quarkus.http.port", Integer.toString(port));
        return all;
    }

    private void awaitReady() {
        long started = System.nanoTime();
        while (!isReady()) {
            worker.requireAlive();
            if (System.nanoTime() - started > START_BOUND.toNanos()) {
                throw new CommandFailure("the worker was not ready within " + START_BOUND.toSeconds() + " s");
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException notYetListening) {
            return false;
        }
    }

    @Override
    public Reading read() {
        try {
            var work = WorkerWork.of(get("/q/metrics").body());
            return new Reading(work, ProcessUse.of(broker.handle()), ProcessUse.of(worker.handle()));
        } catch (IOException e) {
            worker.requireAlive();
            throw new CommandFailure("the worker does not tell its metrics: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(workerAddress.resolve(path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while talking to the worker", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while the worker started", e);
        }
    }

    /** Free a moment ago. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure("no port is free for the worker: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Optional.ofNullable(worker).ifPresent(ChildProcess::close);
        Optional.ofNullable(broker).ifPresent(ChildProcess::close);
    }
}
