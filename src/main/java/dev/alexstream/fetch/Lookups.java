package dev.alexstream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Asks a blocking resolver from threads of its own, once for all who ask for the same host at the same time. Remembers nothing. */
final class Lookups {

    /** The addresses, or none: the name is unknown, for good or for now. */
    record Found(List<InetAddress> addresses, boolean temporary) {}

    private final HostResolver resolver;
    private final Executor threads;
    private final Map<String, CompletableFuture<Found>> underWay = new ConcurrentHashMap<>();

    Lookups(HostResolver resolver, Executor threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /** Cancelling the future does not disturb the others who wait for the same answer. */
    CompletableFuture<Found> find(String host) {
        CompletableFuture<Found> mine = new CompletableFuture<>();
        CompletableFuture<Found> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others.copy();
        }
        threads.execute(() -> {
            Found found = resolve(host);
            underWay.remove(host, mine);
            mine.complete(found);
        });
        return mine.copy();
    }

    private Found resolve(String host) {
        try {
            return new Found(List.copyOf(resolver.resolve(host)), false);
        } catch (UnknownHostException unknown) {
            // the platform tells EAI_AGAIN from EAI_NONAME by its message alone
            return new Found(List.of(), String.valueOf(unknown.getMessage()).contains("Temporary failure"));
        } catch (RuntimeException broken) {
            return new Found(List.of(), true);
        }
    }
}
