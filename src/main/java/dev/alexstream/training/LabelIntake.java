package dev.alexstream.training;

import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.ParsedRequest;
import dev.alexstream.message.ParsedRequest.Invalid;
import dev.alexstream.message.ParsedRequest.Valid;
import dev.alexstream.message.Payload.Inline;
import dev.alexstream.message.Payload.Reference;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.RequestParser;
import dev.alexstream.message.TrainingEvent;
import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvent.Requested;
import dev.alexstream.message.TrainingEvents;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * From records of the label topic to examples in the store. Images are fetched and decoded with the limits of serving; what cannot be used
 * becomes a dead letter before the store says that its record is taken care of.
 */
final class LabelIntake {

    /** What a manifest accepts as a label. */
    private static final int LONGEST_LABEL = 200;

    /** Each may hold as many bytes in memory as an image may have. They wait for each other, so the fetcher is not to wait for them. */
    private static final int AT_ONCE = 8;

    private static final ImageGeometry TRIAL = new ImageGeometry(256, 227);

    private final ImageFetcher fetcher;
    private final ImageDecoder decoder;
    private final FeatureExtraction extraction;
    private final ExampleStore store;
    private final Function<IncomingLabel, Runnable> incoming;
    private final DeadLetters deadLetters;

    /** Where labels go that cannot be used: {@link LabelStream#deadLetter}. */
    interface DeadLetters {
        void write(InboundRecord label, Rejected rejected);
    }

    /** Bytes on their way, or why there are none. */
    private record Arriving(InboundRecord record, ImageRequest request, CompletableFuture<FetchResult> bytes) {}

    /** @param incoming is told of each labelled image before it can be learned; what it answers is run when it is kept */
    LabelIntake(
            TrainerParts parts,
            FeatureExtraction extraction,
            ExampleStore store,
            Function<IncomingLabel, Runnable> incoming,
            DeadLetters deadLetters) {
        this.fetcher = parts.fetcher();
        this.decoder = parts.decoder();
        this.extraction = extraction;
        this.store = store;
        this.incoming = incoming;
        this.deadLetters = deadLetters;
    }

    /**
     * Returns when every label is an example or a dead letter, every training event is noted, and the store is on the disk.
     *
     * @param between runs after each label
     */
    void take(List<InboundRecord> records, Runnable between) {
        Deque<Runnable> endings = new ArrayDeque<>();
        for (InboundRecord record : records) {
            if (endings.size() == AT_ONCE) {
                endings.remove().run();
                between.run();
            }
            endings.add(begun(record));
        }
        endings.forEach(ending -> {
            ending.run();
            between.run();
        });
        store.force();
    }

    /** Some labels are fetched side by side, but everything is taken in in its order. */
    private Runnable begun(InboundRecord record) {
        Optional<TrainingEvent> event = TrainingEvents.read(record);
        if (event.isPresent()) {
            return () -> note(record.coordinates(), event.get());
        }
        Arriving label = begin(record);
        return () -> end(label).ifPresent(rejected -> reject(record, rejected));
    }

    private void note(RecordCoordinates at, TrainingEvent event) {
        if (event instanceof Requested requested) {
            store.requested(at, requested.id());
        } else if (event instanceof Ended ended) {
            store.answered(at, ended.request());
        }
    }

    private Arriving begin(InboundRecord record) {
        ParsedRequest parsed = RequestParser.parse(record);
        if (parsed instanceof Invalid invalid) {
            return new Arriving(record, null, rejected(invalid.rejected()));
        }
        ImageRequest request = ((Valid) parsed).request();
        Optional<String> label = request.label();
        if (label.isEmpty() || label.get().isBlank() || label.get().length() > LONGEST_LABEL) {
            String reason =
                    "A label needs a member, attribute or header 'label' of 1 to " + LONGEST_LABEL + " characters.";
            return new Arriving(record, request, rejected(new Rejected(ErrorCode.SCHEMA, reason)));
        }
        if (request.payload() instanceof Inline inline) {
            return new Arriving(record, request, CompletableFuture.completedFuture(fetcher.inline(inline.bytes())));
        }
        URI uri = ((Reference) request.payload()).uri();
        return new Arriving(
                record, request, fetcher.fetch(uri, Optional.empty()).thenApply(LabelIntake::released));
    }

    private static FetchResult released(FetchResult result) {
        if (result instanceof Fetched fetched) {
            fetched.release().run();
        }
        return result;
    }

    private static CompletableFuture<FetchResult> rejected(Rejected rejected) {
        return CompletableFuture.completedFuture(new FetchRejected(rejected.code(), rejected.reason()));
    }

    /** Empty when it is in the store. */
    private Optional<Rejected> end(Arriving label) {
        FetchResult result = awaited(label.bytes());
        if (result instanceof FetchRejected rejected) {
            return Optional.of(new Rejected(rejected.code(), rejected.reason()));
        }
        byte[] encoded = ((Fetched) result).bytes();
        String digest = Digests.sha256(encoded);
        LabelPosition from = LabelSource.position(label.record(), label.request());
        String name = label.request().label().orElseThrow();
        if (store.contains(digest)) {
            store.vote(from, digest, name);
            return Optional.empty();
        }
        if (decoder.decode(encoded, TRIAL) instanceof Undecodable undecodable) {
            return Optional.of(new Rejected(ImageErrorCodes.of(undecodable.failure()), undecodable.reason()));
        }
        String source = label.request().source();
        byte[] features = extraction.features(encoded, source);
        Runnable told = incoming.apply(new IncomingLabel(label.record().timestamp(), encoded, source, name));
        store.add(from, digest, name, features);
        told.run();
        return Optional.empty();
    }

    private static FetchResult awaited(CompletableFuture<FetchResult> bytes) {
        try {
            return bytes.join();
        } catch (CompletionException e) {
            throw new TrainingException("an image could not be fetched: " + e.getCause(), e);
        }
    }

    private void reject(InboundRecord record, Rejected rejected) {
        deadLetters.write(record, rejected);
        store.passed(record.coordinates().partition(), record.coordinates().offset() + 1);
    }
}
