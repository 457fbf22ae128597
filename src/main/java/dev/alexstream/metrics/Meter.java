package dev.alexstream.metrics;

import java.util.List;

/** Every meter of the program. The names are those of Micrometer; {@link #prometheusName()} is what a scrape shows. */
public enum Meter {
    RECORDS("records", Kind.COUNTER, "Requests that ended, committed", "outcome"),
    DEAD_LETTERS("dead_letters", Kind.COUNTER, "Requests that became dead letters, committed", "error_code"),
    MISSED_RECORDS("missed_records", Kind.COUNTER, "Requests that the broker had deleted before they were read"),
    FETCH("fetch", Kind.TIMER, "Time from a reference to its bytes"),
    FETCH_BYTES("fetch_bytes", Kind.COUNTER, "Bytes fetched"),
    DECODE("decode", Kind.TIMER, "Time from encoded bytes to pixels"),
    BATCH_SIZE("batch_size", Kind.SUMMARY, "Images in a batch"),
    BATCH_WAIT("batch_wait", Kind.TIMER, "Time that the oldest image of a batch waited"),
    BATCH_FLUSH("batch_flush", Kind.COUNTER, "Batches, by why they left", "reason"),
    BATCH_QUEUE_DELAY(
            "batch_queue_delay_seconds", Kind.GAUGE, "How long an image waits for others at most, as learned"),
    BATCH_IMAGE_COST("batch_image_cost_seconds", Kind.GAUGE, "Time that one more image in a batch takes, as learned"),
    INFERENCE("inference", Kind.TIMER, "Time of one batch in the network"),
    END_TO_END("end_to_end", Kind.TIMER, "Time from the request's timestamp to the commit of its outcome"),
    IN_FLIGHT_RECORDS("in_flight_records", Kind.GAUGE, "Requests that were read and are not committed"),
    IN_FLIGHT_BYTES("in_flight_bytes", Kind.GAUGE, "Bytes of the requests in flight"),
    LAG_RECORDS("lag_records", Kind.GAUGE, "Requests of owned partitions that are not committed"),
    LAG_SECONDS("lag_seconds", Kind.GAUGE, "Age of the oldest request in flight"),
    TIME_TO_DRAIN("time_to_drain_seconds", Kind.GAUGE, "Lag divided by the recent rate; infinite when nothing moves"),
    TRANSACTIONS("transactions", Kind.COUNTER, "Transactions, by how they ended", "result"),
    REBALANCES("rebalances", Kind.COUNTER, "Changes of the partitions that this worker owns"),
    MODEL_INFO(
            "model_info",
            Kind.GAUGE,
            "1 for the model that answers, and for the one on trial",
            "name",
            "version",
            "digest"),
    MODEL_SWAPS("model_swaps", Kind.COUNTER, "Attempts to let another model answer, by how they ended", "result"),
    LIVE_ACCURACY(
            "live_accuracy",
            Kind.GAUGE,
            "Share of the latest 500 images with a known label that the model gets right; not a number before there is one",
            "arm"),
    SHADOW_AGREEMENT(
            "shadow_agreement_ratio",
            Kind.GAUGE,
            "Share of the latest 1,000 images that both were asked about for which a challenger says what the champion says"),
    DRIFT_SCORE(
            "drift_score",
            Kind.GAUGE,
            "How far the last window of answers is from the model's reference; not a number while unknown",
            "kind"),
    TRAINING_RUNS("training_runs", Kind.COUNTER, "Runs that learned from labels, by how they ended", "result"),
    TRAINING_PROGRESS(
            "training_progress_ratio",
            Kind.GAUGE,
            "Share of the steps of training that a run has done; not a number while nothing is trained"),
    TRAINING_HOLDOUT_ACCURACY(
            "training_holdout_accuracy",
            Kind.GAUGE,
            "Share of the held-out images that the last challenger got right; not a number before there is one"),
    TRIAL_LABELS(
            "trial_labels",
            Kind.GAUGE,
            "Labels that the acting trainer put to both models since the trial began; not a number without a trial"),
    TRIAL_RIGHT(
            "trial_right_labels",
            Kind.GAUGE,
            "Of these, labels that the model got right; not a number without a trial",
            "arm"),
    TRIAL_JUDGEMENT(
            "trial_judgement",
            Kind.GAUGE,
            "1 when these labels show that the challenger is better than the champion, -1 that it is worse, 0 while they show neither;"
                    + " not a number before there are enough"),
    ENGINE_INFO("engine_info", Kind.GAUGE, "1 for the engine that computes", "engine", "precision", "device");

    /** What a meter is; decides the suffix of its Prometheus name. */
    public enum Kind {
        COUNTER("_total"),
        TIMER("_seconds"),
        SUMMARY(""),
        GAUGE("");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final String PREFIX = "alexstream_";

    private final String shortName;
    private final Kind kind;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    Meter(String shortName, Kind kind, String description, String... labels) {
        this.shortName = shortName;
        this.kind = kind;
        this.description = description;
        this.labels = List.of(labels);
    }

    String registryName() {
        return PREFIX + shortName;
    }

    public String prometheusName() {
        return registryName() + kind.suffix;
    }

    public Kind kind() {
        return kind;
    }

    public String description() {
        return description;
    }

    /** Label names; their values are closed sets. */
    public List<String> labels() {
        return labels;
    }
}
