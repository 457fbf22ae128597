package dev.alexstream;

import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.model.ModelMetrics.SwapResult;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets the registry's champion answer, in the background: read from the store, checked, compiled, tried, and only then put in the place of
 * the one before. A champion that cannot be had leaves that one answering, and is tried again, until there is another champion.
 */
final class ChampionFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ChampionFollower.class);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

    /** A batch takes less by far; after this the model before is left to close itself. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    /** What models answer through. */
    public interface Serving {

        ModelIdentity serving();

        /** @return reached when the model before is closed */
        CountDownLatch serve(LoadedModel model);
    }

    /** Between attempts: the first, and the longest after it has doubled often enough. */
    record Pauses(Duration first, Duration longest) {

        static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

        Duration after(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(longest) > 0 ? longest : doubled;
        }
    }

    private final Serving serving;
    private final ModelStore store;
    private final ModelMetrics metrics;
    private final Pauses pauses;
    private final BlockingQueue<ModelEntry> champions = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "alexstream-follow-champion");
    private ModelReference last;

    ChampionFollower(Serving serving, ModelStore store, ModelMetrics metrics, Pauses pauses) {
        this.serving = serving;
        this.store = store;
        this.metrics = metrics;
        this.pauses = pauses;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns at once. Without a champion whatever answers goes on answering. */
    synchronized void follow(Registry registry) {
        registry.champion().filter(champion -> !champion.model().equals(last)).ifPresent(champion -> {
            last = champion.model();
            champions.add(champion);
        });
    }

    private void run() {
        try {
            while (true) {
                swapTo(champions.take());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void swapTo(ModelEntry first) throws InterruptedException {
        ModelEntry champion = latest(first);
        Duration pause = pauses.first();
        while (!swapped(champion)) {
            LOG.infof("Trying %s again in %d s", champion.key(), pause.toSeconds());
            ModelEntry newer = champions.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
            champion = newer == null ? champion : latest(newer);
            pause = newer == null ? pauses.after(pause) : pauses.first();
        }
    }

    private ModelEntry latest(ModelEntry first) {
        ModelEntry latest = first;
        for (ModelEntry newer = champions.poll(); newer != null; newer = champions.poll()) {
            latest = newer;
        }
        return latest;
    }

    private boolean swapped(ModelEntry champion) throws InterruptedException {
        ModelIdentity before = serving.serving();
        if (isServed(champion.model(), before)) {
            return true;
        }
        SwapResult stage = SwapResult.LOAD_FAILED;
        CountDownLatch closed;
        try {
            LoadedModel model = store.read(champion.location(), champion.model().digest());
            stage = SwapResult.OPEN_FAILED;
            closed = serving.serve(model);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warnf(
                    "%s %s goes on answering, the champion %s cannot be had: %s",
                    before.name(), before.version(), champion.key(), e.getMessage());
            LOG.debug("why the champion cannot be had", e);
            metrics.swap(stage);
            return false;
        }
        metrics.swap(SwapResult.SWAPPED);
        LOG.infof("Classifying with %s, in the place of %s/%s", champion.key(), before.name(), before.version());
        if (!closed.await(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warnf("%s/%s still has images under way", before.name(), before.version());
        }
        return true;
    }

    private static boolean isServed(ModelReference wanted, ModelIdentity served) {
        return wanted.equals(new ModelReference(served.name(), served.version(), served.digest()));
    }

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
