package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.FreeVersions.Published;
import dev.alexstream.model.ModelException.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeVersionsTest {

    @TempDir
    Path folder;

    private ModelStore store;
    private Registry registry = Registry.EMPTY;
    private Optional<ModelReference> answering = Optional.empty();

    @BeforeEach
    void open() {
        store = Stores.open(folder.toString());
    }

    @Test
    void shouldLeaveAModelTheVersionThatNoOtherHas() {
        registered("pets", "9");

        Published published = versions().publish(model("7"));

        ModelManifest manifest = model("7").manifest();
        assertThat(published.model().manifest()).isEqualTo(manifest);
        assertThat(store.read(published.location(), manifest.digest()).manifest())
                .isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "03", "v4", "1.5", "1000000000000000"})
    void shouldGiveTheNextVersionWhereTheOwnIsTakenOrNoNumber(String version) {
        registered("pets", "3");
        registered("dogs", "8");

        assertThat(publishedVersion(model(version))).isEqualTo("4");
    }

    @Test
    void shouldCountOnFromWhatAnswersUnregistered() {
        registered("pets", "3");
        answering = Optional.of(reference("pets", "7"));

        assertThat(version(versions().publishNext(model("1")))).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource({"pets, 2", "pets, night", "dogs, 7"})
    void shouldNotCountOnFromWhatAnswersOtherwise(String name, String version) {
        registered("pets", "3");
        answering = Optional.of(reference(name, version));

        assertThat(version(versions().publishNext(model("1")))).isEqualTo("4");
    }

    @Test
    void shouldKeepItsHandsOffTheVersionThatAnswersAlready() {
        answering = Optional.of(reference("pets", "1"));

        assertThat(publishedVersion(model("1"))).isEqualTo("2");
    }

    @Test
    void shouldLeaveWhatAnswersItsOwnVersion() {
        answering = Optional.of(ModelReference.of(model("1").manifest()));

        assertThat(publishedVersion(model("1"))).isEqualTo("1");
    }

    @Test
    void shouldPassOverWhatTheStoreHasAndNobodyRegistered() {
        store.publish(SmallModels.version("5", 7));
        store.publish(SmallModels.version("4", 7));
        registered("pets", "3");

        assertThat(version(versions().publishNext(model("1")))).isEqualTo("6");
        assertThat(publishedVersion(model("5"))).isEqualTo("6");
    }

    @Test
    void shouldGiveTheSameVersionAgainWhileItIsNotRegistered() {
        registered("pets", "3");

        assertThat(versions().publishNext(model("1"))).isEqualTo(versions().publishNext(model("1")));
    }

    @Test
    void shouldGiveUpWhenTheStoreNeverHasRoom() {
        store = new RefusingStore(Problem.CONFLICT);

        assertThatThrownBy(() -> versions().publish(model("1")))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFLICT))
                .hasMessage("the store has 1000 other models named pets, from version 1 on");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFLICT")
    void shouldNotTryOtherVersionsWhenTheStoreFails(Problem problem) {
        var refusing = new RefusingStore(problem);
        store = refusing;

        assertThatThrownBy(() -> versions().publishNext(model("1")))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(problem));
        assertThat(refusing.asked).isEqualTo(1);
    }

    private FreeVersions versions() {
        return new FreeVersions(store, registry, answering);
    }

    private String publishedVersion(LoadedModel model) {
        return version(versions().publish(model));
    }

    private static String version(Published published) {
        return published.model().manifest().version();
    }

    private static LoadedModel model(String version) {
        return SmallModels.version(version, 1);
    }

    private void registered(String name, String version) {
        var note = new ChangeNote(Instant.EPOCH, "test", "by hand");
        registry = registry.with(registry.register(
                reference(name, version), URI.create("file:///models"), Optional.empty(), Map.of(), note));
    }

    private static ModelReference reference(String name, String version) {
        return new ModelReference(name, version, "sha256:" + "0".repeat(64));
    }

    /** Takes nothing. */
    private static final class RefusingStore implements ModelStore {
        private final Problem problem;
        private int asked;

        RefusingStore(Problem problem) {
            this.problem = problem;
        }

        @Override
        public URI publish(LoadedModel model) {
            asked++;
            throw new ModelException(problem, "for the test");
        }

        @Override
        public LoadedModel read(URI location, String digest) {
            throw new AssertionError("nobody reads");
        }
    }
}
