package dev.alexstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Keeps a shortage of memory, of the heap or native, from being blamed on an image. Work for which memory ran out is done again alone: nothing
 * else that is guarded runs meanwhile, so what that held is free, and what is kept for later is let go. When it runs out each time, the process
 * is {@link #exhausted()} for good: no image is blamed, its request stays unanswered and is read again by another worker.
 */
final class MemoryGuard {

    private static final Logger LOG = Logger.getLogger(MemoryGuard.class);

    /** Before each attempt alone: others end what they have begun and give back what they hold. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2));

    /** How native libraries say it, where what they throw is not an error of its own. */
    private static final Pattern NATIVE_SHORTAGE = Pattern.compile(
            "bad_alloc|out[ _]of[ _]memory|insufficient memory|(?:cannot|failed to) allocate|allocation failed|failed temp allocation",
            Pattern.CASE_INSENSITIVE);

    /** Waits. */
    @FunctionalInterface
    interface Pause {

        Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

        void take(Duration duration) throws InterruptedException;
    }

    private final Pause pause;
    private final Runnable letGo;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final AtomicBoolean exhausted = new AtomicBoolean();

    /** @param letGo of what is only kept to save work */
    MemoryGuard(Pause pause, Runnable letGo) {
        this.pause = pause;
        this.letGo = letGo;
    }

    /** Whether a failure, or what brought it about, says that memory ran out. */
    static boolean isShortage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof OutOfMemoryError
                    || NATIVE_SHORTAGE.matcher(message).find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does work beside other work, and again alone when memory runs out.
     *
     * @throws RuntimeException or an error of the work; a shortage when memory is exhausted
     */
    <T> T run(Supplier<T> work) {
        try {
            return beside(work);
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (!isShortage(failure)) {
                throw failure;
            }
            return again(work);
        }
    }

    /** Does work once, beside other work; its failures are the caller's. */
    <T> T beside(Supplier<T> work) {
        return locked(lock.readLock(), work);
    }

    /**
     * Does work alone for which memory ran out before.
     *
     * @throws RuntimeException or an error of the work; a shortage when memory is exhausted
     */
    <T> T again(Supplier<T> work) {
        OutOfMemoryError last = new OutOfMemoryError("memory is exhausted");
        for (Duration duration : PAUSES) {
            if (exhausted()) {
                break;
            }
            rest(duration);
            try {
                return alone(work);
            } catch (RuntimeException | OutOfMemoryError failure) {
                if (!isShortage(failure)) {
                    throw failure;
                }
                last.addSuppressed(failure);
            }
        }
        exhaust(last);
        throw last;
    }

    /**
     * For work that runs elsewhere and for which memory ran out: returns when everything that is guarded now has ended.
     *
     * @param times how often it was waited for this work before
     * @return whether there is a point in doing it again
     */
    boolean awaitOthers(int times) {
        if (times >= PAUSES.size() || exhausted()) {
            return false;
        }
        rest(PAUSES.get(times));
        return alone(() -> true);
    }

    /** There is no point in going on. */
    void exhaust(Throwable shortage) {
        if (exhausted.compareAndSet(false, true)) {
            LOG.errorf(
                    "Memory ran out and did not come back. No more images are taken; what is unanswered stays so."
                            + " Restart with more memory (%s)",
                    said(shortage));
            LOG.debug("where memory ran out", shortage);
        }
    }

    /** Memory ran out for good: the process has to be restarted. */
    boolean exhausted() {
        return exhausted.get();
    }

    private static String said(Throwable shortage) {
        Throwable[] attempts = shortage.getSuppressed();
        return String.valueOf(attempts.length == 0 ? shortage : attempts[attempts.length - 1]);
    }

    private <T> T alone(Supplier<T> work) {
        return locked(lock.writeLock(), () -> {
            letGo.run();
            return work.get();
        });
    }

    private static <T> T locked(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration duration) {
        try {
            pause.take(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
