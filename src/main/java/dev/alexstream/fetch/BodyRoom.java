package dev.alexstream.fetch;

import dev.alexstream.fetch.BodyMemory.Room;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What one fetch holds of the {@link BodyMemory}, from one attempt to the next and until its bytes are not needed any more. */
final class BodyRoom {

    private static final CompletableFuture<Room> NOTHING = CompletableFuture.completedFuture(null);
    private static final CompletableFuture<Room> CLOSED = CompletableFuture.failedFuture(new CancellationException());

    private final BodyMemory memory;
    private final String host;
    private final AtomicReference<CompletableFuture<Room>> held = new AtomicReference<>(NOTHING);

    BodyRoom(BodyMemory memory, String host) {
        this.memory = memory;
        this.host = host;
    }

    /**
     * Completes when there is room for the bytes: at once where room is held already, which becomes as large as the bytes are. Fails once
     * this is closed.
     */
    CompletableFuture<Void> take(long bytes) {
        CompletableFuture<Room> before = held.get();
        if (before != NOTHING) {
            return before.thenAccept(room -> room.resize(bytes));
        }
        CompletableFuture<Room> wish = memory.ask(host, bytes);
        if (!held.compareAndSet(NOTHING, wish)) {
            leave(wish);
        }
        return wish.thenAccept(room -> {});
    }

    /** Another attempt may take room again. */
    void giveBack() {
        CompletableFuture<Room> before = held.get();
        if (before != CLOSED && held.compareAndSet(before, NOTHING)) {
            leave(before);
        }
    }

    /** For good. */
    void close() {
        leave(held.getAndSet(CLOSED));
    }

    private static void leave(CompletableFuture<Room> wish) {
        if (wish != NOTHING && wish != CLOSED && !wish.cancel(false)) {
            wish.join().giveBack();
        }
    }
}
