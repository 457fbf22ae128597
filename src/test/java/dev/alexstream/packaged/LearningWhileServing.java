package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.network.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * Not part of the tests by its name. A base of ten of the flower classes serves 20 classifications a second; then the other seven arrive on the
 * label topic, 30 of each, and are learned beside the traffic. Prints how long it takes from the labels to the new version, how slow the
 * traffic is meanwhile, whether anything was lost, and how good the version is on photographs that it has not seen:
 *
 * <pre>
 *   ./mvnw -q -DskipTests package
 *   ./mvnw -Dquick test -Dtest=LearningWhileServing -Dlearned.seed=1 -Dlearned.scratch=/tmp/learned
 * </pre>
 *
 * <p>With {@code -Dlearned.later=DIR}, a folder of class folders as {@link CifarFolders} and {@link StampFolders} make them, the starter model
 * learns those classes instead; it has seen the flowers whose accuracy is printed. With {@code -Dlearned.upon=base} too, a base of all seventeen
 * flower classes learns them, made like the starter model, but without the flowers that are asked.
 */
class LearningWhileServing {

    private static final int OLD = 10;
    private static final int LABELS = 30;
    private static final int UNSEEN = 20;
    private static final Duration WARMING = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final long seed = Long.getLong("learned.seed", 1);
    private final Path scratch = Path.of(System.getProperty("learned.scratch", "target/learned"))
            .toAbsolutePath()
            .resolve(String.join(
                    "-",
                    "serving",
                    Long.toString(seed),
                    System.getProperty("learned.later", "").replaceAll("\\W", "_"),
                    System.getProperty("learned.upon", "")));
    private final Optional<Path> later =
            Optional.ofNullable(System.getProperty("learned.later")).map(Path::of);
    private final boolean starter =
            later.isPresent() && !System.getProperty("learned.upon", "").equals("base");
    private final String base = starter ? "flowers17" : "base";
    private Map<String, String> settings = Map.of();

    @Test
    void print() throws Exception {
        divide(new Random(seed));
        if (!starter && !Files.exists(scratch.resolve("base"))) {
            train();
        }
        Path run = Files.createTempDirectory(scratch, "run-");
        try (PackagedProgram broker = PackagedProgram.start(run, Map.of(), "broker", "--port", "0")) {
            settings = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"),
                    // the starter model was live before the base, and knows all the flowers
                    "ALEXSTREAM_LEARNING_ROLLBACK_BOUND",
                    "0.99");
            if (!starter) {
                done(run, "models", "import", scratch.resolve("base").toString());
                done(run, "models", "promote", "base/1");
            }
            try (PackagedProgram serve = PackagedProgram.start(run, settings, "serve")) {
                serve.awaitErr("Classifying with " + base + " 1");
                learn(run, serve);
            }
        }
    }

    private void divide(Random random) throws IOException {
        List<Path> flowers = new ArrayList<>(children(SharedData.file("flowers17")));
        Collections.shuffle(flowers, random);
        int old = later.isPresent() ? flowers.size() : OLD;
        for (Path folder : flowers.subList(0, old)) {
            List<Path> photographs = shuffled(folder, random);
            copy(photographs.subList(0, UNSEEN), "unseen", "unseen-old");
            copy(photographs.subList(UNSEEN, photographs.size()), "photographs");
        }
        for (Path folder : later.isPresent() ? children(later.get()) : flowers.subList(old, flowers.size())) {
            List<Path> photographs = shuffled(folder, random);
            copy(photographs.subList(0, UNSEEN), "unseen");
            copy(photographs.subList(UNSEEN, UNSEEN + LABELS), "labels");
        }
    }

    private static List<Path> shuffled(Path folder, Random random) throws IOException {
        List<Path> photographs = new ArrayList<>(children(folder));
        Collections.shuffle(photographs, random);
        return photographs;
    }

    private void copy(List<Path> photographs, String... roots) throws IOException {
        for (String root : roots) {
            copy(photographs, scratch.resolve(root));
        }
    }

    private static void copy(List<Path> photographs, Path root) throws IOException {
        for (Path photograph : photographs) {
            Path folder =
                    Files.createDirectories(root.resolve(photograph.getParent().getFileName()));
            Path copy = folder.resolve(photograph.getFileName());
            if (!Files.exists(copy)) {
                Files.copy(photograph, copy);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private void train() {
        String base = "--base="
                + SharedData.file("alexnet/alexnet-2012-trunk.safetensors").toAbsolutePath();
        done(
                scratch,
                PATIENCE,
                "train",
                "--data=" + scratch.resolve("photographs"),
                "--out=" + scratch.resolve("base"),
                base,
                "--lrn-order=after-pooling",
                "--dense-units=512");
    }

    private void learn(Path run, PackagedProgram serve) throws Exception {
        try (Traffic traffic = new Traffic(photographs(), settings.get("KAFKA_BOOTSTRAP_SERVERS"))) {
            Thread.sleep(WARMING.toMillis());
            long quiet = System.nanoTime();
            Thread.sleep(QUIET.toMillis());
            long labels = System.nanoTime();
            publishLabels();
            long published = System.nanoTime();
            String verdict = serve.awaitErr("((?:Not p|P)romoted: .*)");
            long judged = System.nanoTime();
            if (verdict.startsWith("Promoted")) {
                serve.awaitErr("Classifying with " + base + "/2");
            }
            long live = System.nanoTime();
            say("VERDICT %s", verdict);
            say(
                    "TIME %.1f s to publish the labels, then %.1f s to the verdict, %.1f s until the version is live",
                    seconds(labels, published), seconds(published, judged), seconds(published, live));
            say("LATENCY quiet %s; meanwhile %s", traffic.latency(quiet, labels), traffic.latency(labels, live));
        }
        serve.err()
                .lines()
                .filter(line ->
                        line.contains("OnlineTrainer") || line.contains("OnlineRun") || line.contains("RunProgress"))
                .forEach(line -> say("LOG %s", line));
        say("AUDIT %s", String.join(" ", done(run, "audit", "--format", "json").out()));
        Path version = run.resolve("version");
        Path before = run.resolve("before");
        done(run, "models", "export", base + "/1", "--out", before.toString());
        done(run, "models", "export", base + "/2", "--out", version.toString());
        say("OLD %s -> %s", accuracy(run, "unseen-old", before), accuracy(run, "unseen-old", version));
        say("ALL %s", accuracy(run, "unseen", version));
    }

    /** From here, not by a process that would take the processors from the one that serves. */
    private void publishLabels() throws IOException {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.get("KAFKA_BOOTSTRAP_SERVERS")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Path folder : children(scratch.resolve("labels"))) {
                for (Path photograph : children(folder)) {
                    var label = new ProducerRecord<String, byte[]>("images.labels", Files.readAllBytes(photograph));
                    label.headers().add("label", folder.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    var unused = producer.send(label);
                }
            }
        }
    }

    private List<byte[]> photographs() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path folder : children(scratch.resolve("unseen"))) {
            for (Path photograph : children(folder)) {
                all.add(Files.readAllBytes(photograph));
            }
        }
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private String accuracy(Path run, String unseen, Path model) {
        return done(run, "evaluate", "--data=" + scratch.resolve(unseen), "--model=" + model).out().stream()
                .filter(line -> line.contains("top-1"))
                .findFirst()
                .orElseThrow();
    }

    private PackagedProgram done(Path folder, String... arguments) {
        return done(folder, Duration.ofMinutes(2), arguments);
    }

    private PackagedProgram done(Path folder, Duration patience, String... arguments) {
        PackagedProgram program = PackagedProgram.start(folder, settings, arguments);
        assertThat(program.exitCode(patience)).as(program.err()).isZero();
        return program;
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Requests at a steady rate, and how long each waits for its result. */
    private static final class Traffic implements AutoCloseable {

        private static final long BETWEEN_MILLIS = 50;

        private final List<byte[]> photographs;
        private final KafkaProducer<String, byte[]> producer;
        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, Long> sent = new ConcurrentHashMap<>();
        private final List<Future<?>> acknowledged = new ArrayList<>();
        private final List<Wait> waits = new CopyOnWriteArrayList<>();
        private final Thread sending = new Thread(this::send, "requests");
        private final Thread receiving = new Thread(this::receive, "results");
        private volatile boolean over;

        /** When a request was sent, and when its result was read, in nanoseconds. */
        private record Wait(long from, long to) {}

        Traffic(List<byte[]> photographs, String servers) {
            this.photographs = photographs;
            this.producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers, "linger.ms", 0),
                    new StringSerializer(),
                    new ByteArraySerializer());
            this.consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(consumer.partitionsFor("images.classifications").stream()
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList());
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            sending.start();
            receiving.start();
        }

        private void send() {
            long next = System.nanoTime();
            for (int number = 0; !over; number++) {
                String key = Integer.toString(number);
                sent.put(key, System.nanoTime());
                acknowledged.add(producer.send(
                        new ProducerRecord<>("images.requests", key, photographs.get(number % photographs.size()))));
                next += BETWEEN_MILLIS * 1_000_000;
                LockSupport.parkNanos(next - System.nanoTime());
            }
            producer.close();
            assertThat(acknowledged).allMatch(Future::isDone);
        }

        private void receive() {
            while (!over || !sent.isEmpty()) {
                for (ConsumerRecord<String, byte[]> result : consumer.poll(Duration.ofMillis(100))) {
                    waits.add(new Wait(sent.remove(result.key()), System.nanoTime()));
                }
            }
            consumer.close();
        }

        /** Of the requests that were sent in this time. */
        String latency(long from, long to) {
            List<Double> millis = waits.stream()
                    .filter(wait -> wait.from() >= from && wait.from() < to)
                    .map(wait -> (wait.to() - wait.from()) / 1e6)
                    .sorted()
                    .toList();
            return String.format(
                    Locale.ROOT,
                    "p50 %.0f, p99 %.0f, longest %.0f ms of %d",
                    millis.get(millis.size() / 2),
                    millis.get((int) (millis.size() * 0.99)),
                    millis.get(millis.size() - 1),
                    millis.size());
        }

        /** Returns when every request has its result. */
        @Override
        public void close() {
            over = true;
            try {
                sending.join();
                receiving.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
