package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerWorkTest {

    private static final String SCRAPE = """
            # HELP alexstream_batch_size Images in a batch
            # TYPE alexstream_batch_size histogram
            alexstream_batch_size_bucket{le="1.0"} 3
            alexstream_batch_size_count 4
            alexstream_batch_size_sum 35.0
            alexstream_inference_seconds_count{engine="x"} 4
            alexstream_inference_seconds_sum{engine="x"} 1.25E-1
            """;

    @Test
    void shouldReadTheMetersOfAWorker() {
        assertThat(WorkerWork.of(SCRAPE)).isEqualTo(new WorkerWork(0.125, 4, 35));
    }

    @Test
    void shouldTellWhatWasDoneSinceAnEarlierReading() {
        WorkerWork work = WorkerWork.of(SCRAPE).since(new WorkerWork(0.1, 1, 5));

        assertThat(work).isEqualTo(new WorkerWork(0.125 - 0.1, 3, 30));
    }

    @Test
    void shouldNameTheMeterThatIsMissing() {
        assertThatThrownBy(() -> WorkerWork.of("alexstream_batch_size_count 4\n"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("alexstream_inference_seconds_sum");
    }
}
