package dev.alexstream.fetch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the memory of bodies, from their transfer until whoever wanted them is done with them. A body of up to {@link #SMALL} bytes comes in
 * freely and waits for room when it is complete, before it is handed out; a larger one waits as soon as it grows beyond, its connection
 * paused. Room is given in the order of asking, and a host that holds half of it gets none. So all bodies together hold at most
 * {@code transfers * SMALL + room}, and the copies of those that grow.
 *
 * <p>Whoever holds room never waits for more, so everybody gets some in the end.
 */
final class BodyMemory {

    /** Bytes that come in without room. */
    static final int SMALL = 256 * 1024;

    /** Room that is held. Once it is given back, nothing changes it any more. */
    final class Room {
        private final String host;
        private long bytes;
        private boolean givenBack;

        private Room(String host, long bytes) {
            this.host = host;
            this.bytes = bytes;
        }

        /** To what the body turned out to have. Never waits. */
        void resize(long to) {
            change(to, false);
        }

        void giveBack() {
            change(0, true);
        }

        private void change(long to, boolean last) {
            synchronized (BodyMemory.this) {
                if (!givenBack) {
                    hold(host, to - bytes);
                    bytes = to;
                    givenBack = last;
                }
            }
            grant();
        }
    }

    private record Wish(String host, long bytes, CompletableFuture<Room> granted) {}

    private final long room;
    private final Map<String, Long> heldByHost = new HashMap<>();
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private long held;

    BodyMemory(long room) {
        this.room = room;
    }

    /** An eighth of the heap, and two of the largest bodies at least. */
    static BodyMemory within(long heap, long maxBytes) {
        return new BodyMemory(Math.max(2 * maxBytes, heap / 8));
    }

    /** Completes when there is room. Cancelling the future withdraws the wish. */
    CompletableFuture<Room> ask(String host, long bytes) {
        Wish wish = new Wish(host, bytes, new CompletableFuture<>());
        synchronized (this) {
            wishes.add(wish);
        }
        grant();
        return wish.granted();
    }

    synchronized long heldBytes() {
        return held;
    }

    /** From one thread at a time and without recursion, whatever those do who get room. */
    private void grant() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Wish wish : takeOut()) {
                Room given = new Room(wish.host(), wish.bytes());
                if (!wish.granted().complete(given)) {
                    given.giveBack();
                }
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized List<Wish> takeOut() {
        List<Wish> granted = new ArrayList<>();
        boolean full = false;
        for (Iterator<Wish> all = wishes.iterator(); all.hasNext() && !full; ) {
            Wish wish = all.next();
            if (wish.granted().isDone()) {
                all.remove();
            } else if (2 * heldByHost.getOrDefault(wish.host(), 0L) < room) {
                full = held > 0 && held + wish.bytes() > room;
                if (!full) {
                    all.remove();
                    hold(wish.host(), wish.bytes());
                    granted.add(wish);
                }
            }
        }
        return granted;
    }

    private void hold(String host, long more) {
        held += more;
        long now = heldByHost.getOrDefault(host, 0L) + more;
        if (now == 0) {
            heldByHost.remove(host);
        } else {
            heldByHost.put(host, now);
        }
    }
}
