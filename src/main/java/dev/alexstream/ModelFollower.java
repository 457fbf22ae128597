package dev.alexstream;

import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.model.ModelMetrics.SwapResult;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelState;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps in a slot what the registry wants there, in the background: read from the store, checked, compiled, tried, and only then put in the
 * place of what was there, once that may leave. A model that cannot be had is tried again until something else is wanted; meanwhile the
 * champion before it goes on, a trial before it does not.
 */
final class ModelFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ModelFollower.class);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

    /** A batch takes less by far; after this the model before is left to close itself. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    /** Between attempts: the first, and the longest after it has doubled often enough. */
    record Pauses(Duration first, Duration longest) {

        static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

        Duration after(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(longest) > 0 ? longest : doubled;
        }
    }

    /** What makes a difference here; the rest of an entry may change. */
    private record Wanted(ModelReference model, ModelState state, OptionalDouble share) {

        static Optional<Wanted> of(Optional<ModelEntry> entry) {
            return entry.map(wanted -> new Wanted(wanted.model(), wanted.state(), wanted.share()));
        }
    }

    private final ModelSlot slot;
    private final ModelStore store;
    private final ModelMetrics metrics;
    private final Pauses pauses;
    private final BlockingQueue<Optional<ModelEntry>> wishes = new LinkedBlockingQueue<>();
    private final CountDownLatch attempted = new CountDownLatch(1);
    private final Thread thread;
    private volatile Registry latest = Registry.EMPTY;
    private Optional<Wanted> last = Optional.empty();
    private Optional<Wanted> filled = Optional.empty();

    ModelFollower(ModelSlot slot, ModelStore store, ModelMetrics metrics, Pauses pauses) {
        this.slot = slot;
        this.store = store;
        this.metrics = metrics;
        this.pauses = pauses;
        this.thread = new Thread(this::run, "alexstream-follow-" + slot.word());
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns at once. */
    synchronized void follow(Registry registry) {
        latest = registry;
        Optional<ModelEntry> entry = slot.wanted(registry);
        Optional<Wanted> wanted = Wanted.of(entry);
        if (!wanted.equals(last)) {
            last = wanted;
            wishes.add(entry);
        }
    }

    /** As {@link #follow}, for the first time; returns when what is wanted, if anything, is in the slot, cannot be had, or takes too long. */
    void begin(Registry registry, Duration patience) {
        follow(registry);
        try {
            if (slot.wanted(registry).isPresent() && !attempted.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("The %s is not there after %d s, so it comes later", slot.word(), patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                fulfil(wishes.take());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void fulfil(Optional<ModelEntry> first) throws InterruptedException {
        Optional<ModelEntry> wish = onceFree(newest(first));
        Duration pause = pauses.first();
        while (!attempt(wish)) {
            LOG.infof("Trying %s again in %d s", wish.map(ModelEntry::key).orElse(""), pause.toSeconds());
            Optional<ModelEntry> newer = wishes.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
            pause = newer == null ? pauses.after(pause) : pauses.first();
            wish = newer == null ? wish : newest(newer);
        }
        filled = Wanted.of(wish);
    }

    private Optional<ModelEntry> newest(Optional<ModelEntry> first) {
        Optional<ModelEntry> newest = first;
        for (Optional<ModelEntry> newer = wishes.poll(); newer != null; newer = wishes.poll()) {
            newest = newer;
        }
        return newest;
    }

    /** Waits until what is in the slot may leave; something else may be wanted by then. */
    private Optional<ModelEntry> onceFree(Optional<ModelEntry> first) throws InterruptedException {
        Optional<ModelEntry> wish = first;
        while (slot.stays(latest)) {
            Optional<ModelEntry> newer = wishes.poll(pauses.first().toNanos(), TimeUnit.NANOSECONDS);
            wish = newer == null ? wish : newest(newer);
        }
        return wish;
    }

    private boolean attempt(Optional<ModelEntry> wish) throws InterruptedException {
        boolean fulfilled = fulfilled(wish);
        attempted.countDown();
        return fulfilled;
    }

    private boolean fulfilled(Optional<ModelEntry> wish) throws InterruptedException {
        if (wish.isEmpty()) {
            clear();
            return true;
        }
        return isFilledWith(wish.get()) || filled(wish.get());
    }

    /** At the start it may be there already. */
    private boolean isFilledWith(ModelEntry wanted) {
        boolean sameWay = filled.isEmpty() || filled.equals(Wanted.of(Optional.of(wanted)));
        return sameWay && slot.holds(wanted.model());
    }

    private void clear() throws InterruptedException {
        Optional<ModelIdentity> before = slot.held();
        CountDownLatch closed = slot.clear();
        if (!slot.held().equals(before)) {
            LOG.infof(
                    "No %s any more, it was %s",
                    slot.word(), before.map(ModelFollower::name).orElse("nothing"));
        }
        await(closed, before);
    }

    private boolean filled(ModelEntry wanted) throws InterruptedException {
        Optional<ModelIdentity> before = slot.held();
        SwapResult stage = SwapResult.LOAD_FAILED;
        CountDownLatch closed;
        try {
            LoadedModel model = store.read(wanted.location(), wanted.model().digest());
            stage = SwapResult.OPEN_FAILED;
            closed = slot.fill(wanted, model);
        } catch (RuntimeException | OutOfMemoryError e) {
            metrics.swap(stage);
            doWithout(wanted, e);
            return false;
        }
        metrics.swap(SwapResult.SWAPPED);
        LOG.infof(
                "%s%s",
                slot.deed(wanted),
                before.map(model -> ", in the place of " + name(model)).orElse(""));
        await(closed, before);
        return true;
    }

    private void doWithout(ModelEntry wanted, Throwable why) throws InterruptedException {
        Optional<ModelIdentity> before = slot.held();
        CountDownLatch closed = slot.clear();
        LOG.warnf(
                "The %s %s cannot be had, %s goes on: %s",
                slot.word(), wanted.key(), slot.held().map(ModelFollower::name).orElse("nothing"), why.getMessage());
        LOG.debugf(why, "why the %s cannot be had", slot.word());
        await(closed, before);
    }

    private static void await(CountDownLatch closed, Optional<ModelIdentity> before) throws InterruptedException {
        if (!closed.await(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warnf(
                    "%s still has images under way",
                    before.map(ModelFollower::name).orElse("nothing"));
        }
    }

    private static String name(ModelIdentity model) {
        return model.name() + "/" + model.version();
    }

    /** Returns at once. */
    void stop() {
        thread.interrupt();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
