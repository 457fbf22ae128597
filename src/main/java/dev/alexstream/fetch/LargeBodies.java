package dev.alexstream.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the memory of bodies under way. A body of up to {@link #SMALL} bytes comes in freely; one that grows beyond waits, its connection
 * paused, until it gets one of a few leases, of which one host holds at most half. So all transfers together hold at most
 * {@code transfers * SMALL + leases * (cap + the copy while growing)}.
 */
final class LargeBodies {

    /** Bytes that need no lease. */
    static final int SMALL = 256 * 1024;

    private static final Duration NO_PATIENCE_NEEDED = Duration.ofDays(365);

    private final HostQueues leases;

    LargeBodies(int leases) {
        this.leases = new HostQueues((leases + 1) / 2, leases, NO_PATIENCE_NEEDED, System::nanoTime);
    }

    /** As many leases as fit into an eighth of the heap, at least two. */
    static LargeBodies within(long maxHeap, long maxBytes) {
        return new LargeBodies((int) Math.max(2, Math.min(1_000, maxHeap / 8 / maxBytes)));
    }

    /** The value gives the lease back. Cancelling the future withdraws the wish. */
    CompletableFuture<Runnable> lease(String host) {
        CompletableFuture<Runnable> lease = new CompletableFuture<>();
        leases.submit(host, new HostQueues.Call() {
            @Override
            public void start() {
                if (!lease.complete(() -> leases.finished(host, true))) {
                    leases.finished(host, true);
                }
            }

            @Override
            public void giveUp() {
                lease.cancel(false);
            }

            @Override
            public boolean again() {
                return false;
            }
        });
        return lease;
    }
}
