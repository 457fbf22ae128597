package dev.alexstream.fetch;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads {@code fetch-<role>-<n>}. */
final class NamedThreads implements ThreadFactory {

    private final String role;
    private final AtomicInteger count = new AtomicInteger();

    NamedThreads(String role) {
        this.role = role;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "fetch-" + role + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
