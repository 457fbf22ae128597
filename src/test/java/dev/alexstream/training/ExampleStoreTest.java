package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.message.RecordCoordinates;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final StoreLimits ROOMY = new StoreLimits(100, 100);

    @TempDir
    Path folder;

    private ExampleStore store;
    private long offset;

    @BeforeEach
    void open() {
        reopen(ROOMY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldRememberExamplesAndHowFarItHasRead() {
        add("a", "daisy", "camera");
        store.passed(7, 42);

        reopen(ROOMY);

        assertThat(store.positions()).isEqualTo(Map.of(0, 1L, 7, 42L));
        assertThat(only("a").label()).contains("daisy");
        assertThat(CompactFeatures.views(store.features(only("a")))).isEqualTo(2);
        assertThat(read(only("a"), 1)).containsExactly(new float[] {0, -2, 1}, within(0.01f));
    }

    @Test
    void shouldCutATornTailAndGoOnBehindIt() throws IOException {
        add("a", "daisy", "camera");
        add("b", "iris", "camera");
        store.close();
        cutLastByte();

        reopen(ROOMY);
        assertThat(store.contains("b")).isFalse();
        assertThat(store.positions()).isEqualTo(Map.of(0, 1L));
        offset = 1;
        add("c", "tulip", "camera");
        reopen(ROOMY);

        assertThat(store.examples()).extracting(StoredExample::digest).containsExactly("a", "c");
    }

    @Test
    void shouldReadLabelsAgainWhenSafeOnesAreLost() throws IOException {
        reopen(ROOMY, 1);
        add("a", "daisy", "camera");
        add("b", "iris", "camera");
        add("c", "tulip", "camera");
        store.passed(7, 42);
        store.close();
        cutLastByte();

        reopen(ROOMY);
        assertThat(store.examples()).extracting(StoredExample::digest).containsExactly("b", "c");
        assertThat(store.positions()).isEqualTo(Map.of(0, 0L, 7, 0L));
        reopen(ROOMY);

        assertThat(store.positions()).isEqualTo(Map.of(0, 0L, 7, 0L));
    }

    @Test
    void shouldRememberWhenTheLastRunWas() {
        store.begun(NOON);
        store.begun(NOON.plusSeconds(60));
        reopen(ROOMY);
        assertThat(store.lastRun()).as("before the first one").isEqualTo(NOON);

        store.learned(NOON.plusSeconds(120), "a lesson");
        store.begun(NOON.plusSeconds(180));
        reopen(ROOMY);

        assertThat(store.lastRun()).isEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void shouldTakeTheOldestOfTheLargestClassWhenFull() {
        reopen(new StoreLimits(3, 100));
        add("a", "daisy", "camera");
        add("b", "iris", "camera");
        add("c", "daisy", "camera");
        add("d", "tulip", "camera");
        add("e", "tulip", "camera");

        assertThat(store.examples()).extracting(StoredExample::digest).containsExactly("b", "c", "e");
    }

    @Test
    void shouldLetASourceOnlyPushOutItsOwn() {
        reopen(new StoreLimits(100, 2));
        add("a", "daisy", "honest");
        add("b", "iris", "loud");
        add("c", "iris", "loud");
        add("d", "iris", "loud");

        assertThat(store.examples()).extracting(StoredExample::digest).containsExactly("a", "c", "d");
    }

    @Test
    void shouldLetASourceCorrectItself() {
        add("a", "daisy", "camera");
        vote("a", "iris", "camera");

        reopen(ROOMY);

        assertThat(only("a").label()).contains("iris");
        assertThat(only("a").contradicted()).isFalse();
    }

    @Test
    void shouldFollowTheMajorityOfSourcesAndNobodyWhileTheyAreEven() {
        add("a", "daisy", "one");
        vote("a", "iris", "two");
        assertThat(only("a").label()).isEmpty();

        vote("a", "daisy", "three");

        assertThat(only("a").label()).contains("daisy");
        assertThat(only("a").contradicted()).isTrue();
    }

    @Test
    void shouldCountAnImageAsNewThatIsCalledOtherwise() {
        add("a", "daisy", "camera");
        add("b", "iris", "camera");
        store.learned(NOON, "a lesson");

        vote("a", "daisy", "camera");
        vote("b", "iris", "another");
        assertThat(store.fresh()).isZero();

        vote("a", "tulip", "camera");
        vote("a", "iris", "camera");
        reopen(ROOMY);
        assertThat(store.fresh()).isEqualTo(1);

        store.learned(NOON, "another lesson");
        reopen(ROOMY);
        assertThat(store.fresh()).isZero();
    }

    @Test
    void shouldKnowWhatIsNewWhenDiskIsGivenBack() {
        store.close();
        store = new ExampleStore(folder, new StoreLimits(4, 100), 200);
        add("stays", "rare", "camera");
        vote("stays", "scarce", "camera");
        for (int i = 0; i < 200; i++) {
            add("digest" + i, "common", "camera");
            store.force();
        }
        store.learned(NOON, "a lesson");
        vote("digest199", "rare", "camera");
        store.force();
        assertThat(folder.resolve("00000001.log")).doesNotExist();

        reopen(ROOMY);

        assertThat(only("stays").label()).contains("scarce");
        assertThat(store.fresh()).isEqualTo(1);
    }

    @Test
    void shouldLockNothingThatItCannotRead() {
        Path unreadable = folder.resolve("unreadable");
        try (FrameLog log = new FrameLog(unreadable, 1_000, (place, bytes) -> {})) {
            log.append(new byte[] {'?'});
        }

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> new ExampleStore(unreadable, ROOMY)).hasMessageContaining("unknown kind");
        }
    }

    @Test
    void shouldGiveDiskBackAndForgetNothing() {
        store.close();
        store = new ExampleStore(folder, new StoreLimits(4, 100), 200);
        for (int i = 0; i < 200; i++) {
            add("digest" + i, "class" + i % 2, "camera");
            store.force();
        }
        assertThat(folder.toFile().list()).hasSizeLessThan(12);

        reopen(ROOMY);

        assertThat(store.examples())
                .extracting(StoredExample::digest)
                .containsExactlyInAnyOrder("digest196", "digest197", "digest198", "digest199");
        assertThat(store.positions()).isEqualTo(Map.of(0, 200L));
        assertThat(read(only("digest196"), 0)).containsExactly(new float[] {1, 0, 0.5f}, within(0.01f));
    }

    @Test
    void shouldGiveDiskBackBehindAClassThatStays() {
        store.close();
        store = new ExampleStore(folder, new StoreLimits(4, 100), 200);
        add("rare0", "rare", "camera");
        add("rare1", "rare", "camera");
        for (int i = 0; i < 200; i++) {
            add("digest" + i, "common", "camera");
            vote("rare0", "rare", "camera");
            store.force();
        }
        assertThat(folder.toFile().list()).hasSizeLessThan(12);

        reopen(ROOMY);

        assertThat(store.examples())
                .extracting(StoredExample::digest)
                .containsExactlyInAnyOrder("rare0", "rare1", "digest198", "digest199");
        assertThat(only("rare0").label()).contains("rare");
    }

    @Test
    void shouldKeepARequestOfARunUntilItIsAnswered() {
        add("a", "daisy", "camera");
        store.requested(at(3, 6), "one");
        store.requested(at(4, 0), "two");
        store.answered("two");
        store.learned(NOON, "a lesson");

        reopen(ROOMY);

        assertThat(store.requests()).isEqualTo(Map.of("one", 3));
        assertThat(store.lesson()).isEqualTo("a lesson");
        assertThat(store.fresh()).isZero();
        assertThat(store.positions()).isEqualTo(Map.of(0, 1L, 3, 7L, 4, 1L));
    }

    @Test
    void shouldTakeTheAnswerThatAnotherTrainerGave() {
        store.requested(at(3, 6), "one");
        store.answered(at(3, 7), "one");

        reopen(ROOMY);

        assertThat(store.requests()).isEmpty();
        assertThat(store.positions()).isEqualTo(Map.of(3, 8L));
    }

    @Test
    void shouldKeepARequestAndTheLastLessonWhenDiskIsGivenBack() {
        store.close();
        store = new ExampleStore(folder, new StoreLimits(4, 100), 200);
        store.learned(NOON, "a lesson");
        store.requested(at(3, 6), "one");
        for (int i = 0; i < 200; i++) {
            add("digest" + i, "class" + i % 2, "camera");
            store.force();
        }
        assertThat(folder.resolve("00000001.log")).doesNotExist();

        reopen(ROOMY);

        assertThat(store.requests()).isEqualTo(Map.of("one", 3));
        assertThat(store.lesson()).isEqualTo("a lesson");
        assertThat(store.positions()).isEqualTo(Map.of(0, 200L, 3, 7L));
    }

    @Test
    void shouldKeepWhatModelsAnsweredWhenDiskIsGivenBack() {
        PairedAnswer lost = new PairedAnswer("iris", true, false);
        store.close();
        store = new ExampleStore(folder, new StoreLimits(4, 100), 200);
        store.asked("one", lost);
        for (int i = 0; i < 200; i++) {
            add("digest" + i, "class" + i % 2, "camera");
            store.force();
        }

        reopen(ROOMY);

        assertThat(store.answers("one")).containsExactly(lost);
        assertThat(store.answers("another")).isEmpty();
    }

    @Test
    void shouldForgetTheContestThatIsLongestOver() {
        for (String contest : List.of("one", "two", "three", "four", "one", "five")) {
            store.asked(contest, new PairedAnswer("iris", true, true));
        }

        assertThat(store.answers("one")).hasSize(2);
        assertThat(store.answers("two")).isEmpty();
        assertThat(store.answers("five")).hasSize(1);
    }

    private static RecordCoordinates at(int partition, long at) {
        return new RecordCoordinates("images.labels", partition, at);
    }

    private void reopen(StoreLimits limits) {
        if (store != null) {
            store.close();
        }
        store = new ExampleStore(folder, limits);
    }

    /** @param fileBytes after which a new file begins */
    private void reopen(StoreLimits limits, long fileBytes) {
        store.close();
        store = new ExampleStore(folder, limits, fileBytes);
    }

    private void add(String digest, String label, String source) {
        store.add(next(source), digest, label, CompactFeatures.encode(List.of(new float[] {1, 0, 0.5f}, new float[] {
            0, -2, 1
        })));
    }

    private void vote(String digest, String label, String source) {
        store.vote(next(source), digest, label);
    }

    private LabelPosition next(String source) {
        return new LabelPosition(0, offset++, source);
    }

    private StoredExample only(String digest) {
        return store.examples().stream()
                .filter(example -> example.digest().equals(digest))
                .findFirst()
                .orElseThrow();
    }

    private float[] read(StoredExample example, int view) {
        float[] values = new float[3];
        CompactFeatures.decode(store.features(example), view, FloatBuffer.wrap(values));
        return values;
    }

    private void cutLastByte() throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve("00000001.log"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 1);
        }
    }
}
