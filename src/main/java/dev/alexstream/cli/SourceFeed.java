package dev.alexstream.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sources that are looked for on a thread of their own, a few ahead, because the next one may be long in coming: whoever waits for it can
 * do other things meanwhile, and can be told to stop.
 */
final class SourceFeed {

    private static final Duration TURN = Duration.ofMillis(100);
    private static final int AHEAD = 64;

    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final Thread search;
    private volatile boolean stopped;

    private sealed interface Step {

        record Found(Source source) implements Step {}

        /** None follows; {@code failure} is why, or null. */
        record End(Throwable failure) implements Step {}
    }

    /** @param sources may go on for ever; none is looked for before {@link #forEach} */
    SourceFeed(Stream<Source> sources) {
        this.search = new Thread(() -> search(sources), "alexstream-sources");
        search.setDaemon(true);
    }

    /** Lets {@link #forEach} return soon; called on any thread. */
    void stop() {
        stopped = true;
    }

    /**
     * Returns behind the last source, or after {@link #stop}.
     *
     * @param meanwhile called now and then while there is no next source
     */
    void forEach(Consumer<Source> sink, Runnable meanwhile) {
        search.start();
        try {
            boolean more = true;
            while (more && !stopped) {
                more = step(sink, meanwhile);
            }
        } finally {
            search.interrupt();
        }
    }

    private boolean step(Consumer<Source> sink, Runnable meanwhile) {
        Optional<Step> next = next();
        if (next.isEmpty()) {
            meanwhile.run();
            return true;
        }
        if (next.get() instanceof Step.Found found) {
            sink.accept(found.source());
            return true;
        }
        rethrow(((Step.End) next.get()).failure());
        return false;
    }

    private Optional<Step> next() {
        try {
            return Optional.ofNullable(steps.poll(TURN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for the next image", e);
        }
    }

    private void search(Stream<Source> sources) {
        Throwable failure = null;
        try {
            boolean unused = sources.allMatch(source -> put(new Step.Found(source)));
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        put(new Step.End(failure));
    }

    /** @return false when nobody takes any more */
    private boolean put(Step step) {
        try {
            steps.put(step);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
