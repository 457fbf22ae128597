package dev.alexstream.cli;

import dev.alexstream.training.TrainingProgress;
import java.util.Locale;

/** Shows training to a person: a bar with loss and accuracy where one looks at it, otherwise a line for each epoch. */
final class TrainingDisplay implements TrainingProgress {

    private final Console console;
    private Progress bar = new Progress.Silent();

    TrainingDisplay(Console console) {
        this.console = console;
    }

    @Override
    public void began(String task, long steps) {
        bar = Progress.on(console, task, steps);
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void epoch(Epoch epoch) {
        String words = words(epoch);
        bar.say(words);
        if (!console.terminal()) {
            console.note(epoch.stage() + ": epoch " + epoch.number() + " of " + epoch.of() + ", " + words);
        }
    }

    private static String words(Epoch epoch) {
        String loss = String.format(Locale.ROOT, "loss %.3f", epoch.loss());
        return Double.isNaN(epoch.accuracy())
                ? loss
                : loss + String.format(Locale.ROOT, ", holdout %.1f %%", 100 * epoch.accuracy());
    }

    @Override
    public void ended() {
        bar.close();
        bar = new Progress.Silent();
    }
}
