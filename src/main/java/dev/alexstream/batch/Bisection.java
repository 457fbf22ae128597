package dev.alexstream.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps one bad item from failing its neighbours: a batch that fails as a whole is split in halves until the culprit stands alone. Running out
 * of native memory counts as such a failure, because half a batch needs half the memory.
 */
public final class Bisection {

    /** What became of one item: a value, or the exception that it alone caused. */
    public sealed interface Attempt<R> {
        /** @param batchSize items in the call that succeeded */
        record Done<R>(R value, int batchSize) implements Attempt<R> {}

        record Failed<R>(Throwable cause) implements Attempt<R> {}
    }

    private Bisection() {}

    /**
     * Runs {@code work} on all items, or on ever smaller halves while it throws.
     *
     * @param work answers one value an item, in order
     * @return one attempt an item, in order
     */
    public static <T, R> List<Attempt<R>> run(List<T> items, Function<List<T>, List<R>> work) {
        List<Attempt<R>> attempts = new ArrayList<>(items.size());
        attempt(items, work, attempts);
        return attempts;
    }

    private static <T, R> void attempt(List<T> items, Function<List<T>, List<R>> work, List<Attempt<R>> attempts) {
        try {
            List<R> values = work.apply(items);
            values.forEach(value -> attempts.add(new Attempt.Done<>(value, items.size())));
        } catch (RuntimeException | OutOfMemoryError e) {
            if (items.size() == 1) {
                attempts.add(new Attempt.Failed<>(e));
            } else {
                int half = items.size() / 2;
                attempt(items.subList(0, half), work, attempts);
                attempt(items.subList(half, items.size()), work, attempts);
            }
        }
    }
}
