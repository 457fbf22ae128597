package dev.alexstream.s3;

import java.util.Optional;
import java.util.function.Supplier;

/** Makes a value at the first request for it, once; a failure is not remembered. */
final class LazySupplier<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T value;

    LazySupplier(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (value == null) {
            value = maker.get();
        }
        return value;
    }

    synchronized Optional<T> made() {
        return Optional.ofNullable(value);
    }
}
