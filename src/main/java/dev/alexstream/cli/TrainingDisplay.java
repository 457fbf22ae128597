package dev.alexstream.cli;

import dev.alexstream.training.TrainingProgress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows training to a person: a bar with loss, accuracy and speed where one looks at it, otherwise a line for each epoch. */
final class TrainingDisplay implements TrainingProgress {

    private final Console console;
    private final LongSupplier nanos;
    private Progress bar = new Progress.Silent();
    private long images;
    private long began;
    private long lastBatch;

    TrainingDisplay(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
    }

    @Override
    public void began(String task, long steps) {
        bar = Progress.on(console, task, steps);
        startClock();
    }

    private void startClock() {
        images = 0;
        began = nanos.getAsLong();
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void batch(int examples) {
        images += examples;
        lastBatch = nanos.getAsLong();
        bar.step();
    }

    @Override
    public void epoch(Epoch epoch) {
        String words = words(epoch) + speed();
        bar.say(words);
        if (!console.terminal()) {
            console.note(epoch.stage() + ": epoch " + epoch.number() + " of " + epoch.of() + ", " + words);
        }
        startClock();
    }

    private static String words(Epoch epoch) {
        String loss = String.format(Locale.ROOT, "loss %.3f", epoch.loss());
        return Double.isNaN(epoch.accuracy())
                ? loss
                : loss + String.format(Locale.ROOT, ", holdout %.1f %%", 100 * epoch.accuracy());
    }

    /** Of the batches of this epoch: neither asking the holdout nor keeping a checkpoint counts. */
    private String speed() {
        double seconds = (lastBatch - began) / (double) TimeUnit.SECONDS.toNanos(1);
        return images == 0 ? "" : String.format(Locale.ROOT, ", %.1f img/s", images / seconds);
    }

    @Override
    public void ended() {
        bar.close();
        bar = new Progress.Silent();
    }
}
