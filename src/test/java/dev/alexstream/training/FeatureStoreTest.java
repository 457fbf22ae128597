package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {

    private final Example rose = new Example(Path.of("rose.jpg"), "aa", 0);
    private final Example copyOfRose = new Example(Path.of("copy.jpg"), "aa", 0);
    private final View centre = View.ofServing(256);

    @Test
    void shouldGiveBackWhatWasPutByContentAndView(@TempDir Path folder) {
        try (var store = new FeatureStore(folder, 2)) {
            store.put(rose, centre, new float[] {1, 2}, 0);
            store.put(rose, new View(256, 0, 0, true), new float[] {9, 3, 4}, 1);
            float[] target = new float[5];
            store.get(copyOfRose, centre, target, 0);
            store.get(rose, new View(256, 0, 0, true), target, 3);

            assertThat(target).containsExactly(1, 2, 0, 3, 4);
            assertThat(store.contains(copyOfRose, centre)).isTrue();
            assertThat(store.contains(rose, View.ofServing(300))).isFalse();
        }
    }

    @Test
    void shouldLeaveNoFileBehind(@TempDir Path folder) {
        try (var store = new FeatureStore(folder, 1)) {
            store.put(rose, centre, new float[] {1}, 0);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
