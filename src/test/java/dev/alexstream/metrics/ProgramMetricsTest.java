package dev.alexstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.batch.Batcher.Pace;
import dev.alexstream.batch.FlushReason;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.kafka.KafkaMetrics.TransactionResult;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.ModelMetrics.Identity;
import dev.alexstream.model.ModelMetrics.SwapResult;
import dev.alexstream.training.Tally;
import dev.alexstream.training.TrainingMetrics.Judgement;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the registry that Quarkus brings
class ProgramMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProgramMetrics metrics = ProgramMetrics.in(registry, System::nanoTime);

    @Test
    void shouldShowEveryMeterUnderItsNameFromTheStart() {
        metrics.engine().compiled(new EngineInfo("nd4j", "fp32", "cpu"));
        metrics.model().serving(new Identity("flowers17", "1", "sha256:00"));
        String scrape = registry.scrape();

        for (Meter meter : Meter.values()) {
            assertThat(scrape).contains("# HELP " + meter.prometheusName() + " " + meter.description());
        }
    }

    @Test
    void shouldShowTheModelAndTheEngineThatAnswerNowAndNoOther() {
        metrics.model().serving(new Identity("flowers17", "1", "sha256:00"));
        metrics.engine().compiled(new EngineInfo("onednn", "bf16", "cpu"));
        metrics.model().serving(new Identity("flowers17", "2", "sha256:11"));
        metrics.engine().compiled(new EngineInfo("onednn", "fp32", "cpu"));
        metrics.model().swap(SwapResult.SWAPPED);
        metrics.model().swap(SwapResult.LOAD_FAILED);
        metrics.model().drift(DriftKind.LABELS, 0.31);

        assertThat(registry.scrape())
                .contains("alexstream_model_info{digest=\"sha256:11\",name=\"flowers17\",version=\"2\",} 1.0")
                .doesNotContain("sha256:00", "bf16")
                .contains("alexstream_model_swaps_total{result=\"swapped\",} 1.0")
                .contains("alexstream_drift_score{kind=\"labels\",} 0.31")
                .contains("alexstream_drift_score{kind=\"features\",} NaN")
                .contains("alexstream_model_swaps_total{result=\"load_failed\",} 1.0")
                .contains("alexstream_model_swaps_total{result=\"open_failed\",} 0.0");
    }

    @Test
    void shouldShowTheModelOnTrialUntilTheTrialEndsAlsoWhenItAnswersThen() {
        metrics.model().serving(new Identity("flowers17", "1", "sha256:00"));
        metrics.model().trying(Optional.of(new Identity("flowers17", "2", "sha256:11")));
        metrics.model().agreement(0.75);
        assertThat(registry.scrape())
                .contains("digest=\"sha256:00\"", "digest=\"sha256:11\"", "alexstream_shadow_agreement_ratio 0.75");

        metrics.model().serving(new Identity("flowers17", "2", "sha256:11"));
        metrics.model().trying(Optional.empty());

        assertThat(registry.scrape()).contains("digest=\"sha256:11\"").doesNotContain("digest=\"sha256:00\"");
    }

    @Test
    void shouldShowHowATrialStandsUntilItEnds() {
        assertThat(registry.scrape())
                .contains("alexstream_trial_labels NaN", "alexstream_trial_judgement NaN")
                .contains("alexstream_trial_right_labels{arm=\"champion\",} NaN");

        metrics.training().trial(new Tally(60, 40, 2, 12), Judgement.BETTER);
        assertThat(registry.scrape())
                .contains("alexstream_trial_labels 60.0", "alexstream_trial_judgement 1.0")
                .contains("alexstream_trial_right_labels{arm=\"champion\",} 40.0")
                .contains("alexstream_trial_right_labels{arm=\"challenger\",} 50.0");

        metrics.training().trial(new Tally(10, 8, 0, 0), Judgement.TOO_FEW);
        assertThat(registry.scrape()).contains("alexstream_trial_labels 10.0", "alexstream_trial_judgement NaN");
        metrics.training().trial(new Tally(60, 40, 0, 0), Judgement.UNDECIDED);
        assertThat(registry.scrape()).contains("alexstream_trial_judgement 0.0");
        metrics.training().trial(new Tally(60, 40, 30, 0), Judgement.WORSE);
        assertThat(registry.scrape()).contains("alexstream_trial_judgement -1.0");

        metrics.training().noTrial();
        assertThat(registry.scrape()).contains("alexstream_trial_labels NaN", "alexstream_trial_judgement NaN");
    }

    @Test
    void shouldCountOutcomesByWhatTheyAre() {
        metrics.kafka().classified(Duration.ofMillis(30));
        metrics.kafka().rejected(ErrorCode.TRUNCATED, Duration.ofMillis(40));

        assertThat(registry.scrape())
                .contains("alexstream_records_total{outcome=\"classified\",} 1.0")
                .contains("alexstream_records_total{outcome=\"rejected\",} 1.0")
                .contains("alexstream_dead_letters_total{error_code=\"TRUNCATED\",} 1.0")
                .contains("alexstream_dead_letters_total{error_code=\"SCHEMA\",} 0.0")
                .contains("alexstream_end_to_end_seconds_count 2.0")
                .contains("alexstream_end_to_end_seconds_bucket{le=\"0.05\",} 2.0");
    }

    @Test
    void shouldShowTheLagAndHowLongItWillLast() {
        metrics.kafka().inFlight(7, 4096);
        metrics.kafka().lag(12, 1.5);

        assertThat(registry.scrape())
                .contains("alexstream_in_flight_records 7.0")
                .contains("alexstream_in_flight_bytes 4096.0")
                .contains("alexstream_lag_records 12.0")
                .contains("alexstream_lag_seconds 1.5")
                .contains("alexstream_time_to_drain_seconds +Inf");
    }

    @Test
    void shouldCountBatchesTransactionsAndBytes() {
        metrics.batch().flushed(64, FlushReason.FULL, Duration.ofMillis(3));
        metrics.batch().learned(new Pace(Duration.ofMillis(2), 0.004));
        metrics.kafka().transaction(TransactionResult.COMMITTED);
        metrics.fetch().fetched(Duration.ofMillis(3), 1000);

        assertThat(registry.scrape())
                .contains("alexstream_batch_size_bucket{le=\"64.0\",} 1.0")
                .contains("alexstream_batch_flush_total{reason=\"full\",} 1.0")
                .contains("alexstream_batch_queue_delay_seconds 0.002")
                .contains("alexstream_batch_image_cost_seconds 0.004")
                .contains("alexstream_transactions_total{result=\"committed\",} 1.0")
                .contains("alexstream_fetch_bytes_total 1000.0");
    }
}
