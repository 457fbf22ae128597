package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Finds the addresses of a host, has them checked, and asks one of exactly those after the other until one takes the connection. */
final class Dialer implements AutoCloseable {

    private final Lookups lookups;
    private final HttpTransport transport;

    Dialer(Lookups lookups, HttpTransport transport) {
        this.lookups = lookups;
        this.transport = transport;
    }

    /**
     * @param permitted whether these addresses may be connected to
     * @return {@link Reply.Unconnected} only where no address took the connection, or there is none
     */
    CompletableFuture<Reply> get(HttpTarget target, FetchBudget budget, Predicate<List<InetAddress>> permitted) {
        Call call = new Call(target, budget, permitted);
        call.resolve();
        return call.stages.result();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class Call {
        private final Stages<Reply> stages = new Stages<>();
        private final HttpTarget target;
        private final FetchBudget budget;
        private final Predicate<List<InetAddress>> permitted;

        Call(HttpTarget target, FetchBudget budget, Predicate<List<InetAddress>> permitted) {
            this.target = target;
            this.budget = budget;
            this.permitted = permitted;
        }

        void resolve() {
            if (target.literal().isPresent()) {
                check(List.of(target.literal().get()));
                return;
            }
            stages.then(lookups.find(target.host()), found -> {
                if (found.addresses().isEmpty()) {
                    stages.complete(new Reply.Unconnected(unknownHost(found.temporary())));
                } else {
                    check(found.addresses());
                }
            });
        }

        private void check(List<InetAddress> addresses) {
            if (permitted.test(addresses)) {
                connect(addresses);
            } else {
                stages.complete(new Reply.Final(Answer.forbidden("The host has an address that may not be reached.")));
            }
        }

        private void connect(List<InetAddress> addresses) {
            stages.then(transport.get(target, addresses.get(0), budget), reply -> {
                if (reply instanceof Reply.Unconnected unconnected
                        && unconnected.answer() instanceof Failed
                        && addresses.size() > 1) {
                    connect(addresses.subList(1, addresses.size()));
                } else {
                    stages.complete(reply);
                }
            });
        }
    }

    private static Answer unknownHost(boolean temporary) {
        return temporary
                ? new Failed(ErrorCode.FETCH_TIMEOUT, "The host name cannot be resolved at the moment.")
                : new Refused(ErrorCode.FETCH_NOT_FOUND, "The host name is unknown.");
    }
}
