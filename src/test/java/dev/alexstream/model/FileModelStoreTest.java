package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelStoreTest {

    @TempDir
    Path temporary;

    private Path root;
    private ModelStore store;
    private final LoadedModel model = SmallModels.model().withDigest();
    private final String digest = model.manifest().digest();

    @BeforeEach
    void openStore() {
        root = temporary.resolve("shared/models");
        store = Stores.open(root.toString());
    }

    @Test
    void shouldReadWhatWasPublished() {
        URI location = store.publish(model);

        assertThat(location).isEqualTo(URI.create("file://" + root + "/pets/1"));
        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldBeFoundByItsUriToo() {
        URI location = store.publish(model);

        assertThat(Stores.open(root.toUri().toString()).read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldLeaveNothingBesideTheModels() {
        store.publish(model);
        store.publish(SmallModels.version("2", 1));

        assertThat(root.toFile().list()).containsExactly("pets");
        assertThat(root.resolve("pets").toFile().list()).containsExactlyInAnyOrder("1", "2");
        assertThat(root.resolve("pets/2").toFile().list())
                .containsExactlyInAnyOrder(ModelFiles.WEIGHTS, ModelFiles.MANIFEST);
    }

    @Test
    void shouldLeaveTheSameModelAsItIs() throws IOException {
        store.publish(model);
        FileTime before = Files.getLastModifiedTime(root.resolve("pets/1/manifest.json"));

        URI again = store.publish(model);

        assertThat(store.read(again, digest)).isEqualTo(model);
        assertThat(Files.getLastModifiedTime(root.resolve("pets/1/manifest.json")))
                .isEqualTo(before);
    }

    @Test
    void shouldRefuseAnotherModelOfTheSameVersion() {
        URI location = store.publish(model);

        assertProblem(() -> store.publish(SmallModels.version("1", 2)), Problem.CONFLICT, digest);
        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldRefuseAModelWhoseDigestIsNotThatOfItsWeights() {
        assertProblem(() -> store.publish(SmallModels.model()), Problem.WRONG_DIGEST, digest);
        assertThat(root).doesNotExist();
    }

    @Test
    void shouldRefuseToReadAnotherDigest() {
        URI location = store.publish(model);

        assertProblem(
                () -> store.read(location, SmallModels.manifest().digest()),
                Problem.WRONG_DIGEST,
                location.getPath() + " holds a model with digest " + digest);
    }

    @Test
    void shouldRefuseAFolderThatHoldsAnotherVersion() throws IOException {
        store.publish(model);
        Files.move(root.resolve("pets/1"), root.resolve("pets/7"));

        assertProblem(
                () -> store.read(URI.create("file://" + root + "/pets/7"), digest),
                Problem.INVALID_MANIFEST,
                "pets/7 holds pets 1");
    }

    @Test
    void shouldRefuseWhatLiesOutside() {
        Path elsewhere = temporary.resolve("elsewhere/pets/1");
        ModelFolder.write(model, elsewhere);
        store.publish(model);

        List.of(
                        elsewhere.toUri(),
                        URI.create("file://" + root + "/../../elsewhere/pets/1"),
                        URI.create("file://" + root + "/pets"),
                        URI.create("file://" + root + "/pets/1/deeper"),
                        root.toUri(),
                        URI.create("s3://models/pets/1"),
                        URI.create("https://example.com/pets/1"),
                        URI.create("pets/1"),
                        URI.create("file:pets/1"))
                .forEach(outside ->
                        assertProblem(() -> store.read(outside, digest), Problem.OUTSIDE_STORE, outside.toString()));
    }

    @Test
    void shouldRefuseALinkThatLeadsOut() throws IOException {
        ModelFolder.write(model, temporary.resolve("elsewhere/1"));
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("pets"), temporary.resolve("elsewhere"));

        assertProblem(
                () -> store.read(URI.create("file://" + root + "/pets/1"), digest), Problem.OUTSIDE_STORE, "pets/1");
    }

    @Test
    void shouldPublishBesideWhatAKilledProcessLeftAndRemoveItWhenItIsOld() throws IOException {
        Path old = leftover(".model-old", Instant.now().minus(Duration.ofHours(2)));
        Path recent = leftover(".model-recent", Instant.now());

        URI location = store.publish(model);

        assertThat(store.read(location, digest)).isEqualTo(model);
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void shouldEndUpWithOneOfTwoModelsThatArePublishedAtOnce() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Callable<URI> first = () -> store.publish(model);
            Callable<URI> second = () -> store.publish(SmallModels.version("1", 2));

            List<Future<URI>> results = both.invokeAll(List.of(first, second));

            assertThat(results).filteredOn(FileModelStoreTest::succeeded).hasSize(1);
            assertThat(ModelFolder.read(root.resolve("pets/1")).manifest().version())
                    .isEqualTo("1");
        } finally {
            both.shutdown();
        }
    }

    @Test
    void shouldSayWhatCannotBeAStore() {
        List.of("ftp://host/models", "file://host/models", "http:models", "s3:models", "s3://a b/models")
                .forEach(store -> assertThatThrownBy(() -> Stores.open(store))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("alexstream.models.store " + store));
    }

    private Path leftover(String name, Instant modified) throws IOException {
        Path folder = Files.createDirectories(root.resolve("pets").resolve(name));
        Files.write(folder.resolve("weights.safetensors"), new byte[10]);
        Files.setLastModifiedTime(folder, FileTime.from(modified));
        return folder;
    }

    private static boolean succeeded(Future<URI> result) {
        try {
            return result.get() != null;
        } catch (Exception e) {
            return false;
        }
    }

    private static void assertProblem(ThrowingCallable action, Problem problem, String message) {
        assertThatThrownBy(action)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
