package dev.alexstream.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where a person looks at it, otherwise nothing. */
public interface Progress extends AutoCloseable {

    void step();

    /** A few words behind the bar. */
    default void say(String words) {}

    @Override
    void close();

    /** @param expected number of steps, or -1 when nobody knows */
    static Progress on(Console console, String task, long expected) {
        return console.terminal() ? new Bar(console, task, expected) : new Silent();
    }

    /** Says nothing. */
    record Silent() implements Progress {

        @Override
        public void step() {}

        @Override
        public void close() {}
    }

    /** Draws, without colours. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        private Bar(Console console, String task, long expected) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(expected)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                    .build();
        }

        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void say(String words) {
            bar.setExtraMessage(" " + words);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
