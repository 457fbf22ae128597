package dev.alexstream;

import java.util.ArrayDeque;
import java.util.Deque;

/** What runs in a process. All of it is told to stop at once, then each part is waited for, in reverse order of start. */
final class RunningParts implements AutoCloseable {

    /**
     * @param stop tells it to end, and returns at once
     * @param close returns when it has ended, or after a bound
     */
    private record Part(Runnable stop, Runnable close) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    /** What ends by being closed; the others are told before. */
    void add(Runnable close) {
        add(() -> {}, close);
    }

    void add(Runnable stop, Runnable close) {
        parts.push(new Part(stop, close));
    }

    @Override
    public void close() {
        parts.forEach(part -> part.stop().run());
        while (!parts.isEmpty()) {
            parts.pop().close().run();
        }
    }
}
