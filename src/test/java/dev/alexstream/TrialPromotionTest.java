package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Payload;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A canary, version 2, becomes the champion while the store does not give it: real networks, each followed on a thread of its own. */
@Timeout(60)
class TrialPromotionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ChangeNote NOTE = new ChangeNote(Instant.EPOCH, "test", "because");
    private static final double SHARE = 0.5;
    private static final double OF_THE_CANARY = 0.1;
    private static final double OF_THE_CHAMPION = 0.9;
    private static final int ATTEMPTS = 20;

    private final LoadedModel one = SmallModels.version("1", 1);
    private final LoadedModel two = SmallModels.version("2", 2);
    private final byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();
    private final FakeStore store = new FakeStore();
    private final ClassificationService service =
            ClassificationService.start(AlexstreamConfig.load(Map.of()), one, ProgramMetrics.NONE);
    private final ModelFollower champion = follower(ModelSlot.champion(service));
    private final ModelFollower challenger = follower(ModelSlot.challenger(service));
    private final Registry canary = canary();
    private final Registry promoted = canary.with(canary.promote("pets", "2", NOTE));

    @BeforeEach
    void tryIt() {
        follow(canary);
        Waiting.until("version 2 is tried", SOON, () -> service.trying().isPresent());
        store.away = true;
    }

    @AfterEach
    void close() {
        champion.close();
        challenger.close();
        service.close();
    }

    @Test
    void shouldAnswerNoKeyOfACanaryWithTheChampionBeforeItOncePromoted() {
        follow(promoted);

        List<String> versions = new ArrayList<>();
        while (store.failures.get() < ATTEMPTS) {
            versions.add(version(OF_THE_CANARY));
        }
        assertThat(version(OF_THE_CHAMPION)).isEqualTo("1");
        store.away = false;
        while (!service.serving().version().equals("2")) {
            versions.add(version(OF_THE_CANARY));
        }
        versions.add(version(OF_THE_CANARY));

        assertThat(versions).containsOnly("2");
        assertThat(version(OF_THE_CHAMPION)).isEqualTo("2");
        assertThat(service.trying()).isEmpty();
    }

    @Test
    void shouldEndTheTrialWhenThePromotionIsTakenBackBeforeItCouldAnswer() {
        follow(promoted);
        Waiting.until("it cannot be had", SOON, () -> store.failures.get() >= ATTEMPTS);

        follow(promoted.with(promoted.rollback(NOTE)));

        Waiting.until("the trial is over", SOON, () -> service.trying().isEmpty());
        assertThat(version(OF_THE_CANARY)).isEqualTo("1");
    }

    private void follow(Registry registry) {
        champion.follow(registry);
        challenger.follow(registry);
    }

    private ModelFollower follower(ModelSlot slot) {
        var pauses = new ModelFollower.Pauses(Duration.ofMillis(1), Duration.ofMillis(2));
        return new ModelFollower(slot, store, new Uncounted(), pauses);
    }

    private Registry canary() {
        Registry first = registered(Registry.EMPTY, one);
        Registry both = registered(first.with(first.promote("pets", "1", NOTE)), two);
        return both.with(both.startCanary("pets", "2", SHARE, NOTE));
    }

    private static Registry registered(Registry registry, LoadedModel model) {
        ModelReference reference = ModelReference.of(model.manifest());
        return registry.with(
                registry.register(reference, URI.create("file:///pets"), Optional.empty(), Map.of(), NOTE));
    }

    private String version(double place) {
        ImageRequest request = new ImageRequest(
                "id", "source", new Payload.Inline(jpeg), Optional.empty(), OptionalInt.empty(), Optional.empty());
        Classified answer =
                (Classified) service.classify(request, Purpose.answer(place)).join();
        ModelIdentity model = answer.model();
        return model.version();
    }

    /** Has version 2. */
    private final class FakeStore implements ModelStore {
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean away;

        @Override
        public URI publish(LoadedModel model) {
            throw new UnsupportedOperationException("a follower publishes nothing");
        }

        @Override
        public LoadedModel read(URI location, String digest) {
            if (away) {
                failures.incrementAndGet();
                throw new ModelException(Problem.UNREADABLE, "the store is away");
            }
            return two;
        }
    }

    private static final class Uncounted implements ModelMetrics {
        @Override
        public void serving(Identity model) {}

        @Override
        public void swap(SwapResult result) {}
    }
}
