package dev.alexstream.fetch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Who may run: at most {@code perHost} calls of one host and {@code overall} of all, hosts taken in turn, so that no host waits for
 * another one's queue. Calls of a host that answered nobody for {@code patience} while they waited as long are given up, so that a host
 * which hangs does not hold its whole queue for many time-outs in a row; a host does not hang while its calls are held up by others.
 */
final class HostQueues {

    /** Something that wants to run. Neither method may block. */
    interface Call {
        /** It is this call's turn; {@link HostQueues#finished} must follow. */
        void start();

        /** The host hangs; {@code start} will not be called. */
        void giveUp();

        /** Whether it ran before and is here for another attempt. Such calls go first: their time is running. */
        boolean again();

        /** Whether it runs and waits for something that is not the host's. */
        boolean heldUp();
    }

    private record Waiting(Call call, long since) {}

    private static final class Host {
        private final String name;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private final Set<Call> running = new HashSet<>();
        private long lastAnswer;

        Host(String name, long now) {
            this.name = name;
            this.lastAnswer = now;
        }
    }

    private final int perHost;
    private final int overall;
    private final long patience;
    private final LongSupplier nanoTime;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Deque<Host> turns = new ArrayDeque<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private int running;

    HostQueues(int perHost, int overall, Duration patience, LongSupplier nanoTime) {
        this.perHost = perHost;
        this.overall = overall;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** May start the call before it returns. */
    void submit(String host, Call call) {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            Host queue = hosts.computeIfAbsent(host, name -> new Host(name, now));
            if (call.again()) {
                queue.waiting.addFirst(new Waiting(call, now));
            } else {
                queue.waiting.addLast(new Waiting(call, now));
            }
            takeTurn(queue);
        }
        startWhatMay();
    }

    /** @param answered whether the host was heard of at all */
    void finished(String host, Call call, boolean answered) {
        List<Call> hopeless = new ArrayList<>();
        synchronized (this) {
            Host queue = hosts.get(host);
            running--;
            queue.running.remove(call);
            if (answered) {
                queue.lastAnswer = nanoTime.getAsLong();
            } else {
                removeHopeless(queue, hopeless);
            }
            takeTurn(queue);
            forgetIfIdle(queue);
        }
        hopeless.forEach(Call::giveUp);
        startWhatMay();
    }

    /** Hosts that are known at the moment: those with calls that run or wait. */
    synchronized int hosts() {
        return hosts.size();
    }

    /** Starts calls from one thread at a time and without recursion, however many calls end at once. */
    private void startWhatMay() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Call call = next(); call != null; call = next()) {
                call.start();
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized Call next() {
        if (running >= overall || turns.isEmpty()) {
            return null;
        }
        Host queue = turns.poll();
        Call call = queue.waiting.remove().call();
        queue.running.add(call);
        running++;
        takeTurn(queue);
        return call;
    }

    private void takeTurn(Host queue) {
        if (!queue.waiting.isEmpty() && queue.running.size() < perHost && !turns.contains(queue)) {
            turns.add(queue);
        }
    }

    private void removeHopeless(Host queue, List<Call> hopeless) {
        if (queue.running.stream().anyMatch(Call::heldUp)) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (Iterator<Waiting> calls = queue.waiting.iterator(); calls.hasNext(); ) {
            Waiting waiting = calls.next();
            if (now - waiting.since >= patience && waiting.since - queue.lastAnswer >= 0) {
                calls.remove();
                hopeless.add(waiting.call);
            }
        }
        if (queue.waiting.isEmpty()) {
            turns.remove(queue);
        }
    }

    private void forgetIfIdle(Host queue) {
        if (queue.running.isEmpty() && queue.waiting.isEmpty()) {
            hosts.remove(queue.name);
        }
    }
}
