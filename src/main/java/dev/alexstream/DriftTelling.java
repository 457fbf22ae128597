package dev.alexstream;

import dev.alexstream.model.DriftEvent;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hands events of drift on in the background, one at a time. Whoever has one never waits: an event that is not begun when a newer one comes
 * gives way to it, and one that cannot be handed on is logged and forgotten.
 */
final class DriftTelling implements Consumer<DriftEvent>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DriftTelling.class);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

    private final Consumer<DriftEvent> sink;
    private final BlockingQueue<DriftEvent> latest = new ArrayBlockingQueue<>(1);
    private final Thread thread;

    /** @param sink may take long, and may fail */
    DriftTelling(Consumer<DriftEvent> sink) {
        this.sink = sink;
        this.thread = new Thread(this::run, "alexstream-tell-drift");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void accept(DriftEvent event) {
        latest.clear();
        latest.add(event);
    }

    private void run() {
        try {
            while (true) {
                tell(latest.take());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(DriftEvent event) {
        try {
            sink.accept(event);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "that %s drifts, or ceased to, could not be written: %s",
                    event.model().key(), e.getMessage());
            LOG.debug("why it could not be written", e);
        }
    }

    /** What is not handed on by now is forgotten. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
