package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.s3.S3Settings;
import dev.alexstream.s3.TestObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectModelStoreTest {

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final String FOLDER = "team a/models/pets/1/";

    private static TestObjectStore objects;

    private final LoadedModel model = SmallModels.model().withDigest();
    private final String digest = model.manifest().digest();
    private final String bucket = "models-" + BUCKETS.incrementAndGet();
    private final URI location = URI.create("s3://" + bucket + "/team%20a/models/pets/1");
    private ModelStore store;

    @BeforeAll
    static void startObjectStore() {
        objects = TestObjectStore.start();
    }

    @AfterAll
    static void stopObjectStore() {
        objects.close();
    }

    @BeforeEach
    void openStore() {
        objects.bucket(bucket);
        store = ModelStore.open(() -> "s3://" + bucket + "/team%20a/models/", objects.config());
    }

    @Test
    void shouldReadWhatWasPublished() {
        assertThat(store.publish(model)).isEqualTo(location);

        assertThat(store.read(location, digest)).isEqualTo(model);
        assertThat(objects.keys(bucket))
                .hasSize(2)
                .contains(FOLDER + "manifest.json")
                .anyMatch(key -> key.matches(FOLDER + "[0-9a-f]{64}/weights\\.safetensors"));
    }

    @Test
    void shouldLeaveTheSameModelAsItIs() {
        store.publish(model);

        assertThat(store.publish(model)).isEqualTo(location);
        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldRefuseAnotherModelOfTheSameVersion() {
        store.publish(model);

        assertProblem(() -> store.publish(SmallModels.version("1", 2)), Problem.CONFLICT, digest);
        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldTakeUpThePublicationOfTheSameModelThatWasKilled() {
        store.publish(model);
        objects.remove(bucket, FOLDER + "manifest.json");
        assertProblem(() -> store.read(location, digest), Problem.UNREADABLE, "there is no " + location);

        store.publish(model);

        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldPublishBesideWhatAKilledPublicationOfAnotherModelLeft() {
        store.publish(SmallModels.version("1", 2));
        objects.remove(bucket, FOLDER + "manifest.json");

        store.publish(model);

        assertThat(store.read(location, digest)).isEqualTo(model);
    }

    @Test
    void shouldEndUpWithOneWholeModelOfTwoThatArePublishedAtOnce() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        LoadedModel other = SmallModels.version("1", 2);
        try {
            Callable<String> first = () -> store.publish(model) + " " + digest;
            Callable<String> second =
                    () -> store.publish(other) + " " + other.manifest().digest();

            List<String> published = both.invokeAll(List.of(first, second)).stream()
                    .flatMap(result -> result(result).stream())
                    .toList();

            assertThat(published).hasSize(1);
            assertThat(store.read(location, published.get(0).split(" ", -1)[1])).isIn(model, other);
        } finally {
            both.shutdown();
        }
    }

    @Test
    void shouldRefuseToReadAnotherDigest() {
        store.publish(model);

        assertProblem(() -> store.read(location, SmallModels.manifest().digest()), Problem.WRONG_DIGEST, digest);
    }

    @Test
    void shouldRefuseWeightsThatWereTamperedWith() {
        store.publish(model);
        String weights = objects.keys(bucket).stream()
                .filter(key -> key.endsWith("weights.safetensors"))
                .findFirst()
                .orElseThrow();
        objects.put(bucket, weights, "{}".getBytes(StandardCharsets.UTF_8));

        assertProblem(() -> store.read(location, digest), Problem.INVALID_WEIGHTS, "weights.safetensors");
    }

    @Test
    void shouldRefuseAnEndlessManifest() {
        objects.put(bucket, FOLDER + "manifest.json", new byte[5 << 20]);

        assertProblem(() -> store.read(location, digest), Problem.TOO_LARGE, "manifest.json");
    }

    @Test
    void shouldRefuseWhatLiesOutside() {
        objects.bucket(bucket + "-other");

        List.of(
                        "s3://" + bucket + "-other/team%20a/models/pets/1",
                        "s3://" + bucket + "/models/pets/1",
                        "s3://" + bucket + "/team%20a/models/pets",
                        "s3://" + bucket + "/team%20a/models/pets/1/deeper",
                        "s3://" + bucket + "/team%20a/models/../models/pets/1",
                        "s3://" + bucket + "/team%20a/models/pets/1?versionId=3",
                        "s3://user@" + bucket + "/team%20a/models/pets/1",
                        "https://" + bucket + "/team%20a/models/pets/1",
                        "file:///team%20a/models/pets/1")
                .forEach(outside ->
                        assertProblem(() -> store.read(URI.create(outside), digest), Problem.OUTSIDE_STORE, outside));
    }

    @Test
    void shouldSayThatTheBucketIsMissingOrTheStoreAway() {
        ModelStore without = ModelStore.open(() -> "s3://no-such-bucket/models", objects.config());
        ModelStore nowhere = ModelStore.open(() -> "s3://models", S3Settings.at("http://127.0.0.1:1"));

        assertProblem(
                () -> without.publish(model), Problem.UNREADABLE, "there is no s3://no-such-bucket/models/pets/1");
        assertProblem(
                () -> nowhere.read(URI.create("s3://models/pets/1"), digest),
                Problem.UNREADABLE,
                "the object store cannot be reached");
    }

    private static List<String> result(Future<String> publication) {
        try {
            return List.of(publication.get());
        } catch (Exception e) {
            return List.of();
        }
    }

    private static void assertProblem(ThrowingCallable action, Problem problem, String message) {
        assertThatThrownBy(action)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
