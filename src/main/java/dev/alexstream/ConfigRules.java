package dev.alexstream;

import dev.alexstream.batch.BatchConfig;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.kafka.WorkerConfig;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.s3.S3Config;
import dev.alexstream.training.LearningConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the types of the settings cannot say: which numbers make sense. */
final class ConfigRules {

    private static final long MOST_BYTES = 1L << 30;
    private static final long MOST_RECORDS = 1_000_000;
    private static final long MOST_PARTITIONS = 10_000;
    private static final long MOST_PORT = 65_535;
    private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+/?");
    private static final Pattern LAYER = Pattern.compile("conv[1-5]|fc[1-9]\\d*|output");
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A setting outside its bounds, as a sentence. */
    private record Rule(String key, Object value, boolean holds, String allowed) {

        static Rule number(String key, long value, long least, long most) {
            return new Rule(key, value, least <= value && value <= most, least + " to " + most);
        }

        static Rule share(String key, double value, double least, double most) {
            return new Rule(key, value, least <= value && value <= most, least + " to " + most);
        }

        static Rule duration(String key, Duration value, Duration least) {
            boolean holds = value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0;
            return new Rule(key, value, holds, least.toMillis() + " ms to " + LONGEST.toHours() + " h");
        }

        String sentence() {
            return "alexstream." + key + " is " + value + ", allowed are " + allowed;
        }
    }

    private ConfigRules() {}

    /** What is wrong, each key with its value; empty when nothing is. */
    static Optional<String> broken(AlexstreamConfig config) {
        List<Rule> broken = Stream.of(
                        worker(config.of(WorkerConfig.class)),
                        topics(config.of(TopicsConfig.class)),
                        batches(config.of(BatchConfig.class)),
                        fetches(config.of(FetchConfig.class)),
                        images(config.of(ImageConfig.class)),
                        drift(config.of(DriftConfig.class)),
                        places(config.of(ModelsConfig.class), config.of(S3Config.class)),
                        learning(config.of(LearningConfig.class)),
                        rollout(config.of(LearningConfig.class)))
                .flatMap(rules -> rules)
                .filter(rule -> !rule.holds())
                .toList();
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(broken.stream().map(Rule::sentence).collect(Collectors.joining("; ")));
    }

    private static Stream<Rule> worker(WorkerConfig worker) {
        return Stream.of(
                Rule.number("in-flight.max-records", worker.inFlight().maxRecords(), 1, MOST_RECORDS),
                Rule.number("in-flight.max-bytes", worker.inFlight().maxBytes().asLongValue(), 1, Long.MAX_VALUE),
                Rule.number("commit.max-records", worker.commit().maxRecords(), 1, MOST_RECORDS),
                Rule.duration("commit.interval", worker.commit().interval(), Duration.ZERO),
                Rule.duration("shutdown.timeout", worker.shutdown().timeout(), Duration.ZERO));
    }

    private static Stream<Rule> topics(TopicsConfig topics) {
        return Stream.of(
                Rule.number("topics.partitions", topics.partitions(), 1, MOST_PARTITIONS),
                Rule.number("topics.replication", topics.replication().orElse(1), 1, Short.MAX_VALUE),
                Rule.number("topics.max-message-bytes", topics.maxMessageBytes().asLongValue(), 1, MOST_BYTES));
    }

    private static Stream<Rule> batches(BatchConfig batch) {
        return Stream.of(
                Rule.number("batch.max-size", batch.maxSize(), 1, MOST_RECORDS),
                Rule.duration("batch.max-queue-delay", batch.maxQueueDelay(), Duration.ZERO));
    }

    private static Stream<Rule> fetches(FetchConfig fetch) {
        Stream<Rule> bounds = Stream.of(
                Rule.number("fetch.max-bytes", fetch.maxBytes().asLongValue(), 1, MOST_BYTES),
                Rule.duration("fetch.connect-timeout", fetch.connectTimeout(), Duration.ofMillis(1)),
                Rule.duration("fetch.timeout", fetch.timeout(), Duration.ofMillis(1)),
                Rule.number("fetch.attempts", fetch.attempts(), 1, MOST_RECORDS),
                Rule.number("fetch.per-host", fetch.perHost(), 1, MOST_RECORDS));
        Stream<Rule> ports = fetch.http().allowedPorts().stream()
                .map(port -> Rule.number("fetch.http.allowed-ports", port, 1, MOST_PORT));
        return Stream.concat(bounds, ports);
    }

    private static Stream<Rule> images(ImageConfig image) {
        return Stream.of(
                Rule.number("image.max-pixels", image.maxPixels(), 1, MOST_BYTES),
                Rule.number("image.max-side", image.maxSide(), 1, Integer.MAX_VALUE));
    }

    private static Stream<Rule> drift(DriftConfig drift) {
        return Stream.of(
                Rule.number("drift.window", drift.window(), 10, MOST_RECORDS),
                Rule.share("drift.threshold", drift.threshold(), 0.001, 1_000),
                Rule.share("drift.feature-threshold", drift.featureThreshold(), 0.001, 1_000));
    }

    private static Stream<Rule> places(ModelsConfig models, S3Config s3) {
        String endpoint = s3.endpoint().orElse("https://s3.amazonaws.com");
        return Stream.of(
                new Rule("s3.endpoint", endpoint, ENDPOINT.matcher(endpoint).matches(), "http: and https: URIs"),
                new Rule(
                        "models.store",
                        models.store(),
                        canBeStore(models, s3),
                        "folders and URIs like file:///folder or s3://bucket/folder"));
    }

    private static boolean canBeStore(ModelsConfig models, S3Config s3) {
        try {
            ModelStore.open(models, s3);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Stream<Rule> learning(LearningConfig learning) {
        LearningConfig.Gate gate = learning.gate();
        return Stream.of(
                Rule.number("learning.min-new-labels", learning.minNewLabels(), 1, MOST_RECORDS),
                Rule.duration("learning.quiet-period", learning.quietPeriod(), Duration.ZERO),
                interval(learning.interval().orElse(Duration.ofDays(1))),
                Rule.number("learning.max-examples", learning.maxExamples(), 1, MOST_RECORDS),
                Rule.number("learning.max-examples-per-source", learning.maxExamplesPerSource(), 1, MOST_RECORDS),
                Rule.number("learning.min-class-examples", learning.minClassExamples(), 1, MOST_RECORDS),
                Rule.share("learning.holdout", learning.holdout(), 0.01, 0.9),
                Rule.share("learning.max-class-share", learning.maxClassShare(), 0.01, 0.99),
                Rule.number("learning.gate.min-holdout", gate.minHoldout(), 1, MOST_RECORDS),
                Rule.share("learning.gate.confidence", gate.confidence(), 0.51, 0.9999),
                Rule.share("learning.gate.margin", gate.margin(), 0, 0.99),
                Rule.share("learning.gate.tolerance", gate.tolerance(), 0, 0.99),
                Rule.share("learning.gate.max-class-fall", gate.maxClassFall(), 0, 1),
                Rule.share("learning.gate.min-new-accuracy", gate.minNewAccuracy(), 0, 1),
                layer(learning.unfreeze().orElse("output")));
    }

    private static Rule interval(Duration interval) {
        boolean holds = interval.compareTo(Duration.ZERO) > 0;
        return new Rule("learning.interval", interval, holds, "durations above zero");
    }

    /** Which of them a champion has is known when it is opened. */
    private static Rule layer(String unfreeze) {
        return new Rule(
                "learning.unfreeze",
                unfreeze,
                LAYER.matcher(unfreeze).matches(),
                "layers with weights: conv1 to conv5, dense ones from fc6 on, and output");
    }

    private static Stream<Rule> rollout(LearningConfig learning) {
        LearningConfig.Rollback rollback = learning.rollback();
        return Stream.of(
                Rule.share("learning.rollout.share", learning.rollout().share(), 0.0001, 1),
                Rule.number("learning.rollout.min-labels", learning.rollout().minLabels(), 1, MOST_RECORDS),
                Rule.number("learning.rollback.min-labels", rollback.minLabels(), 1, MOST_RECORDS),
                Rule.share("learning.rollback.confidence", rollback.confidence(), 0.51, 0.9999),
                Rule.share("learning.rollback.bound", rollback.bound(), 0, 0.99));
    }
}
