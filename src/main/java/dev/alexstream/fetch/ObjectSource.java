package dev.alexstream.fetch;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.s3.ObjectLinks;
import dev.alexstream.s3.ObjectPlace;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Objects of allowed buckets: a link is signed here and asked for like any other, at whatever address the configured store has, as whoever
 * configured it is trusted and a message has no say in it. Redirects are not followed.
 */
final class ObjectSource implements Source {

    private static final Logger LOG = Logger.getLogger(ObjectSource.class);

    private final Set<String> buckets;
    private final ObjectLinks links;
    private final ExecutorService threads;
    private final Dialer dialer;

    /** @param threads for signing, which may wait for credentials */
    ObjectSource(Set<String> buckets, ObjectLinks links, ExecutorService threads, Dialer dialer) {
        this.buckets = Set.copyOf(buckets);
        this.links = links;
        this.threads = threads;
        this.dialer = dialer;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        Optional<ObjectPlace> place =
                ObjectPlace.parse(reference).filter(found -> !found.key().isEmpty());
        if (place.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Refused(ErrorCode.UNSUPPORTED_SOURCE, "The reference does not have the form s3://bucket/key."));
        }
        if (!buckets.contains(place.get().bucket())) {
            return CompletableFuture.completedFuture(Answer.forbidden("The bucket is not among the allowed ones."));
        }
        Stages<Answer> stages = new Stages<>();
        stages.then(link(place.get()), link -> {
            if (link.isEmpty()) {
                stages.complete(
                        new Failed(ErrorCode.FETCH_FAILED, "The object store cannot be used as it is configured."));
            } else {
                stages.then(dialer.get(link.get(), budget, trusted -> true), reply -> stages.complete(answer(reply)));
            }
        });
        return stages.result();
    }

    /** Empty where the link cannot be made; why is for the operator. */
    private CompletableFuture<Optional<HttpTarget>> link(ObjectPlace place) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return HttpTargets.parse(links.read(place));
                    } catch (IOException | RuntimeException e) {
                        LOG.warnf("objects cannot be read: %s", e.getMessage());
                        LOG.debug("why objects cannot be read", e);
                        return Optional.empty();
                    }
                },
                threads);
    }

    private static Answer answer(Reply reply) {
        if (reply instanceof Reply.Final last) {
            return last.answer();
        }
        if (reply instanceof Reply.Unconnected unconnected) {
            return unconnected.answer() instanceof Failed failed && failed.code() == ErrorCode.FETCH_TIMEOUT
                    ? failed
                    : new Failed(ErrorCode.FETCH_FAILED, "The object store cannot be reached.");
        }
        return new Refused(
                ErrorCode.FETCH_FAILED,
                "The object store redirects, which is not followed; alexstream.s3.region or .endpoint may be wrong.");
    }

    @Override
    public void close() {
        links.close();
        threads.shutdown();
        dialer.close();
    }
}
