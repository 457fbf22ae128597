package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.fault.RequestFlow;
import dev.alexstream.fault.Seeds;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.TopicSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged worker with the starter model, killed while images flow. */
@Tag("fault")
class KillIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int KILLS = 4;
    private static final int LONGEST_LIFE_MILLIS = 2_500;

    @TempDir
    Path folder;

    @Test
    void shouldWriteEachOutcomeOnceThroughKillsOfThePackagedWorker() throws Exception {
        long seed = Seeds.next();
        Random random = new Random(seed);
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            String servers = broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$");
            TopicSet topics = TopicSet.of(
                            Map.of("kafka.bootstrap.servers", servers, "alexstream.group-id", "alexstream"))
                    .create();
            try (RequestFlow flow = RequestFlow.start(topics, 500, 15, new Images(seed))) {
                for (int kill = 0; kill < KILLS; kill++) {
                    try (PackagedProgram worker = serve(servers)) {
                        awaitReady(worker);
                        // the random moment of this kill
                        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                        worker.kill();
                    }
                }
                try (PackagedProgram survivor = serve(servers)) {
                    flow.finish(BOUND);
                    survivor.terminate();
                    assertThat(survivor.exitCode()).as(survivor.err()).isEqualTo(143);
                }
                flow.assertExactlyOnce(seed);
            }
            PackagedProgram audit = PackagedProgram.run(
                    folder, Map.of("KAFKA_BOOTSTRAP_SERVERS", servers), "audit", "--format", "json");
            assertThat(audit.out())
                    .singleElement()
                    .asString()
                    .as("seed %d", seed)
                    .contains("\"pending\":0", "\"lost\":0", "\"duplicated\":0", "\"out_of_order\":0");
            assertThat(audit.exitCode()).isZero();
        }
    }

    /** The successor of a killed worker gets its partitions when the session of that one is over. */
    private PackagedProgram serve(String servers) {
        Map<String, String> settings = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", servers,
                "KAFKA_SESSION_TIMEOUT_MS", "6000",
                "KAFKA_HEARTBEAT_INTERVAL_MS", "1000");
        return PackagedProgram.start(folder, settings, "serve");
    }

    private static void awaitReady(PackagedProgram worker) {
        URI ready = URI.create(worker.awaitErr("Listening on: (http://127\\.0\\.0\\.1:\\d+)"))
                .resolve("/q/health/ready");
        Waiting.until("the worker is ready", BOUND, () -> status(ready) == 200);
    }

    private static int status(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Drawings; the bad ones end early. */
    private static final class Images implements RequestFlow.Values {

        private final List<Drawn> drawings;

        Images(long seed) {
            drawings = SyntheticImages.draw(50, seed);
        }

        @Override
        public byte[] good(int number) {
            return drawings.get(number % drawings.size()).jpeg();
        }

        @Override
        public byte[] bad(int number) {
            byte[] whole = good(number);
            return Arrays.copyOf(whole, whole.length / 2);
        }
    }
}
