package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.kafka.TopicSet;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelState;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import dev.alexstream.model.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChallengerReleaseTest {

    private static final GateRules RULES = new GateRules(10, 0.95, 0.01, new GateRules.Guards(0.02, 0.2, 0.5));
    private static final PairedAnswer WON = new PairedAnswer("cat", false, true);
    private static final PairedAnswer LOST = new PairedAnswer("cat", true, false);

    private final TopicSet topics = new TopicSet("release");
    private final ModelRegistry registry = ModelRegistry.open(topics.configs().clients(), topics.topics());
    private final LoadedModel champion = SmallModels.version("1", 1);

    @TempDir
    Path folder;

    private ModelStore store;
    private ChallengerRelease release;

    @BeforeEach
    void open() {
        store = Stores.open(folder.toString());
        release = new ChallengerRelease(store, registry, RolloutRules.DIRECT, InstantSource.system());
    }

    @Test
    void shouldPromoteAWinnerAndLetTheRegistryKnowWhatAnsweredBefore() {
        ModelEntry entry = release.release(champion, challenger(2, WON)).orElseThrow();

        Registry after = registry.snapshot();
        assertThat(entry.key()).isEqualTo("pets/2");
        assertThat(after.champion()).contains(entry);
        assertThat(entry.parent()).contains(ModelReference.of(champion.manifest()));
        assertThat(after.require("pets", "1").state()).isEqualTo(ModelState.RETIRED);
        assertThat(read(entry)).isEqualTo(SmallModels.version("2", 2).weights());
        assertThat(read(after.require("pets", "1"))).isEqualTo(champion.weights());
        assertThat(registry.apply(now -> now.rollback(note())).champion().map(ModelEntry::key))
                .contains("pets/1");
    }

    @Test
    void shouldKeepALoserForThoseWhoLookBackAndLeaveTheChampion() {
        ModelEntry entry = release.release(champion, challenger(2, LOST)).orElseThrow();

        assertThat(entry.state()).isEqualTo(ModelState.REFUSED);
        assertThat(registry.snapshot().champion().map(ModelEntry::key)).contains("pets/1");
    }

    @Test
    void shouldTryAWinnerBeforeItIsPromotedWhereThatIsAskedFor() {
        var rollout = new RolloutRules(RolloutRules.Mode.CANARY, 0.25, 50);
        release = new ChallengerRelease(store, registry, rollout, InstantSource.system());

        ModelEntry entry = release.release(champion, challenger(2, WON)).orElseThrow();

        assertThat(entry.state()).isEqualTo(ModelState.CANARY);
        assertThat(entry.share()).hasValue(0.25);
        assertThat(registry.snapshot().champion().map(ModelEntry::key)).contains("pets/1");
    }

    @Test
    void shouldRefuseWhatWasTakenBackBefore() {
        assertThat(release.release(champion, challenger(2, WON))).isPresent();
        registry.apply(now -> now.rollback(note()));

        ModelEntry again = release.release(champion, challenger(2, WON)).orElseThrow();

        assertThat(again.key()).isEqualTo("pets/3");
        assertThat(again.state()).isEqualTo(ModelState.REFUSED);
        assertThat(again.last().reason()).contains("Not promoted: it has the weights of pets/2, which was taken back.");
    }

    @Test
    void shouldReleaseNothingWhenAnotherModelHasBecomeChampion() {
        assertThat(release.release(champion, challenger(2, WON))).isPresent();

        assertThat(release.release(champion, challenger(3, WON))).isEmpty();
        assertThat(registry.snapshot().entries()).hasSize(2);
    }

    @Test
    void shouldTakeTheNextVersionWhenADeadTrainerHasLeftAModelInTheStore() {
        store.publish(SmallModels.version("2", 7));

        ModelEntry entry = release.release(champion, challenger(2, WON)).orElseThrow();

        assertThat(entry.key()).isEqualTo("pets/3");
        assertThat(registry.snapshot().find("pets", "2")).isEmpty();
    }

    @Test
    void shouldLeaveOneModelInTheStoreWhenTheRegistryDoesNotTakeIt() {
        var rollout = new RolloutRules(RolloutRules.Mode.CANARY, 0.25, 50);
        release = new ChallengerRelease(store, registry, rollout, InstantSource.system());
        assertThat(release.release(champion, challenger(2, WON))).isPresent();

        assertThatThrownBy(() -> release.release(champion, challenger(3, WON)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the registry takes no new version of pets now");

        assertThat(folder.resolve("pets")).isDirectoryNotContaining("glob:**4").isDirectoryContaining("glob:**3");
    }

    @Test
    void shouldCountOnFromTheVersionThatAnsweredUnregistered() {
        LoadedModel seventh = SmallModels.version("7", 1);

        ModelEntry entry = release.release(seventh, challenger(2, WON)).orElseThrow();

        assertThat(entry.key()).isEqualTo("pets/8");
        registry.apply(now -> now.register(
                new ModelReference("pets", now.nextVersion("pets"), "sha256:" + "0".repeat(64)),
                entry.location(),
                Optional.empty(),
                Map.of(),
                note()));
        assertThat(registry.snapshot().find("pets", "9")).isPresent();
    }

    private static Challenger challenger(long seed, PairedAnswer answer) {
        Verdict verdict = new Gate(RULES).judge(Collections.nCopies(40, answer), Set.of("cat", "dog"));
        return new Challenger(SmallModels.version("1", seed), verdict);
    }

    private Object read(ModelEntry entry) {
        return store.read(entry.location(), entry.model().digest()).weights();
    }

    private static ChangeNote note() {
        return new ChangeNote(Instant.now(), "test", "by hand");
    }
}
