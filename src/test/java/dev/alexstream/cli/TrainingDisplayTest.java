package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.training.TrainingProgress.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingDisplayTest {

    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TrainingDisplay display = new TrainingDisplay(
            new Console(new ByteArrayOutputStream(), err, InputStream.nullInputStream(), false), clock::get);

    @Test
    void shouldSayHowManyImagesASecondTheBatchesOfAnEpochTook() {
        display.began("training from conv1", 2);
        batch(128, 8);
        batch(102, 7);
        pass(60);
        display.epoch(new Epoch("training from conv1", 1, 90, 2.8331, 0.0588));
        batch(128, 4);
        display.epoch(new Epoch("training from conv1", 2, 90, 2.8, Double.NaN));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("training from conv1: epoch 1 of 90, loss 2.833, holdout 5.9 %, 15.3 img/s")
                .contains("training from conv1: epoch 2 of 90, loss 2.800, 32.0 img/s");
    }

    private void batch(int images, int seconds) {
        pass(seconds);
        display.batch(images);
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
