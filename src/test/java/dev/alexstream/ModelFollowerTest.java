package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store and a pipeline by hand: what the champion is, is what answers, or is tried again. */
@Timeout(30)
class ModelFollowerTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final LoadedModel MODEL = SmallModels.version("2", 1);
    private static final ChangeNote NOTE = new ChangeNote(Instant.EPOCH, "test", "because");

    private final FakeSlot serving = new FakeSlot();
    private final FakeStore store = new FakeStore();
    private final FakeMetrics metrics = new FakeMetrics();
    private final ModelFollower follower = new ModelFollower(
            serving, store, metrics, new ModelFollower.Pauses(Duration.ofMillis(1), Duration.ofMillis(2)));

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void shouldLetTheChampionAnswer() {
        follower.follow(champion("2"));

        Waiting.until("version 2 answers", SOON, () -> serving.answers("2"));
        Waiting.until("it is counted", SOON, () -> metrics.results.equals(List.of("SWAPPED")));
    }

    @Test
    void shouldLeaveEverythingAsItIsWithoutAChampionOrWhenItAnswersAlready() {
        serving.identity = Optional.of(identity("2"));

        follower.follow(Registry.EMPTY);
        follower.follow(champion("2"));
        follower.follow(champion("3"));

        Waiting.until("version 3 answers", SOON, () -> serving.answers("3"));
        assertThat(serving.swaps).hasValue(1);
    }

    @Test
    void shouldLeaveTheOneBeforeAnsweringAndTryAgainWhenTheStoreIsAway() {
        store.failures.set(3);

        follower.follow(champion("2"));

        Waiting.until("version 2 answers", SOON, () -> serving.answers("2"));
        Waiting.until("each attempt is counted", SOON, () -> metrics.results.size() == 4);
        assertThat(metrics.results).containsExactly("LOAD_FAILED", "LOAD_FAILED", "LOAD_FAILED", "SWAPPED");
    }

    @Test
    void shouldTryNoLongerWhatCannotBeCompiledWhenThereIsAnotherChampion() {
        serving.refused = "2";
        follower.follow(champion("2"));
        Waiting.until("it has failed", SOON, () -> metrics.results.contains("OPEN_FAILED"));
        assertThat(serving.answers("1")).isTrue();

        follower.follow(champion("3"));

        Waiting.until("version 3 answers", SOON, () -> serving.answers("3"));
    }

    @Test
    void shouldTryAChallengerInEachWayThatIsWantedAndClearItsPlaceAfterTheTrial() {
        serving.holdTrials();
        Registry registered = registered(champion("1"), "2");
        Registry shadow = registered.with(registered.startShadow("pets", "2", NOTE));
        Registry canary = shadow.with(shadow.startCanary("pets", "2", 0.25, NOTE));

        follower.follow(shadow);
        Waiting.until("version 2 is tried", SOON, () -> serving.answers("2"));
        follower.follow(canary);
        Waiting.until("it gets its share", SOON, () -> serving.share.equals(OptionalDouble.of(0.25)));
        follower.follow(canary.with(canary.retire("pets", "2", NOTE)));

        Waiting.until("nothing is tried", SOON, () -> serving.identity.isEmpty());
        assertThat(serving.swaps).hasValue(2);
    }

    @Test
    void shouldEndATrialAlthoughTheNextChallengerCannotBeHad() {
        serving.holdTrials();
        Registry two = registered(registered(champion("1"), "2"), "3");
        Registry first = two.with(two.startCanary("pets", "2", 0.5, NOTE));
        Registry retired = first.with(first.retire("pets", "2", NOTE));
        follower.follow(first);
        Waiting.until("version 2 is tried", SOON, () -> serving.answers("2"));

        store.failures.set(Integer.MAX_VALUE);
        follower.follow(retired.with(retired.startShadow("pets", "3", NOTE)));
        Waiting.until("the trial is over", SOON, () -> serving.identity.isEmpty());
        store.failures.set(0);

        Waiting.until("version 3 is tried", SOON, () -> serving.answers("3"));
    }

    @Test
    void shouldLeaveAloneWhatStaysUntilItMayLeave() {
        serving.holdTrials();
        Registry two = registered(registered(champion("1"), "2"), "3");
        Registry canary = two.with(two.startCanary("pets", "2", 0.5, NOTE));
        Registry promoted = canary.with(canary.promote("pets", "2", NOTE));
        follower.follow(canary);
        Waiting.until("version 2 is tried", SOON, () -> serving.answers("2"));

        serving.turnsToStay.set(5);
        follower.follow(promoted.with(promoted.startShadow("pets", "3", NOTE)));

        Waiting.until("version 3 is tried", SOON, () -> serving.answers("3"));
        assertThat(serving.turnsToStay).hasValue(0);
    }

    @Test
    void shouldBeginWithoutAModelThatCannotBeHad() {
        serving.holdTrials();
        Registry two = registered(champion("1"), "2");
        store.failures.set(1);

        follower.begin(two.with(two.startCanary("pets", "2", 0.5, NOTE)), SOON);

        assertThat(metrics.results).startsWith("LOAD_FAILED");
        Waiting.until("it is tried again", SOON, () -> serving.answers("2"));
    }

    @Test
    void shouldHaveAModelOnceBegun() {
        follower.begin(champion("2"), SOON);

        assertThat(serving.answers("2")).isTrue();
    }

    @Test
    void shouldBeginAtOnceWhenNothingIsWanted() {
        follower.begin(Registry.EMPTY, Duration.ofDays(1));

        assertThat(serving.answers("1")).isTrue();
    }

    @Test
    void shouldBeginWithoutAModelThatTakesTooLong() {
        store.hangs = true;

        follower.begin(champion("2"), Duration.ofMillis(1));

        assertThat(serving.answers("1")).isTrue();
    }

    private static Registry registered(Registry registry, String version) {
        ModelReference model =
                new ModelReference("pets", version, MODEL.manifest().digest());
        return registry.with(
                registry.register(model, URI.create("file:///pets/" + version), Optional.empty(), Map.of(), NOTE));
    }

    private static Registry champion(String version) {
        Registry registered = registered(Registry.EMPTY, version);
        return registered.with(registered.promote("pets", version, NOTE));
    }

    private static ModelIdentity identity(String version) {
        return new ModelIdentity("pets", version, MODEL.manifest().digest());
    }

    /** Holds version 1 from the start. */
    private static final class FakeSlot implements ModelSlot {
        private final AtomicInteger swaps = new AtomicInteger();
        private volatile Optional<ModelIdentity> identity = Optional.of(identity("1"));
        private volatile OptionalDouble share = OptionalDouble.empty();
        private final AtomicInteger turnsToStay = new AtomicInteger();
        private volatile String refused = "";
        private volatile boolean ofTrials;

        void holdTrials() {
            ofTrials = true;
            identity = Optional.empty();
        }

        boolean answers(String version) {
            return identity.filter(held -> held.version().equals(version)).isPresent();
        }

        @Override
        public String word() {
            return "model";
        }

        @Override
        public String deed(ModelEntry entry) {
            return "now " + entry.key();
        }

        @Override
        public Optional<ModelEntry> wanted(Registry registry) {
            return ofTrials ? registry.challenger() : registry.champion();
        }

        @Override
        public boolean stays(Registry registry) {
            return turnsToStay.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }

        @Override
        public Optional<ModelIdentity> held() {
            return identity;
        }

        @Override
        public CountDownLatch fill(ModelEntry entry, LoadedModel model) {
            String version = model.manifest().version();
            if (version.equals(refused)) {
                throw new IllegalStateException("cannot be compiled");
            }
            swaps.incrementAndGet();
            share = entry.share();
            identity = Optional.of(identity(version));
            return new CountDownLatch(0);
        }

        @Override
        public CountDownLatch clear() {
            if (ofTrials) {
                identity = Optional.empty();
            }
            return new CountDownLatch(0);
        }
    }

    private static final class FakeStore implements ModelStore {
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);
        private volatile boolean hangs;

        @Override
        public URI publish(LoadedModel model) {
            throw new UnsupportedOperationException("a follower publishes nothing");
        }

        @Override
        public LoadedModel read(URI location, String digest) {
            if (hangs) {
                hang();
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ModelException(Problem.UNREADABLE, "the store is away");
            }
            String version = location.getPath().replaceAll(".*/", "");
            return new LoadedModel(MODEL.manifest().withVersion(version), MODEL.architecture(), MODEL.weights());
        }

        /** Until it is interrupted. */
        private void hang() {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException(Problem.UNREADABLE, "the store took too long");
            }
        }
    }

    private static final class FakeMetrics implements ModelMetrics {
        private final List<String> results = new CopyOnWriteArrayList<>();

        @Override
        public void serving(Identity model) {}

        @Override
        public void swap(SwapResult result) {
            results.add(result.name());
        }
    }
}
