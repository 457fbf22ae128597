package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    private final List<Example> examples = IntStream.range(0, 300)
            .mapToObj(i ->
                    new Example(Path.of("photo" + i), Digests.sha256(new byte[] {(byte) i, (byte) (i >> 8)}), i % 3))
            .toList();

    @Test
    void shouldHoldOutTheSameShareOfEachClass() {
        Split split = Split.byShare(examples, 0.25, 1);

        for (int label = 0; label < 3; label++) {
            int wanted = label;
            assertThat(split.holdout()).filteredOn(e -> e.label() == wanted).hasSize(25);
            assertThat(split.training()).filteredOn(e -> e.label() == wanted).hasSize(75);
        }
        assertThat(split.training()).doesNotContainAnyElementsOf(split.holdout());
    }

    @Test
    void shouldKeepCopiesOfAnImageOnOneSide() {
        List<Example> withCopies = new ArrayList<>(examples);
        examples.forEach(e -> withCopies.add(new Example(Path.of("copy of " + e.file()), e.digest(), e.label())));

        Split split = Split.byShare(withCopies, 0.3, 1);

        assertThat(split.holdout()).hasSize(180);
        assertThat(split.training())
                .extracting(Example::digest)
                .doesNotContainAnyElementsOf(
                        split.holdout().stream().map(Example::digest).toList());
    }

    @Test
    void shouldDependOnSeedAndContentButNotOnNamesOrOrder() {
        List<Example> renamed = new ArrayList<>();
        examples.forEach(e -> renamed.add(0, new Example(Path.of("other" + e.file()), e.digest(), e.label())));

        assertThat(digests(Split.byShare(renamed, 0.2, 7))).isEqualTo(digests(Split.byShare(examples, 0.2, 7)));
        assertThat(digests(Split.byShare(examples, 0.2, 8))).isNotEqualTo(digests(Split.byShare(examples, 0.2, 7)));
    }

    @Test
    void shouldLeaveOneImageToTrainOn() {
        Split split = Split.byShare(examples.subList(0, 6), 0.9, 1);

        assertThat(split.training()).extracting(Example::label).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void shouldHoldOutEachExampleInOneFold() {
        List<Split> folds = Split.folds(examples, 5, 1);

        assertThat(folds.stream().flatMap(fold -> fold.holdout().stream()))
                .containsExactlyInAnyOrderElementsOf(examples);
        assertThat(folds).allSatisfy(fold -> {
            assertThat(fold.holdout()).hasSize(60);
            assertThat(fold.training()).hasSize(240).doesNotContainAnyElementsOf(fold.holdout());
        });
    }

    @Test
    void shouldRefuseSharesAndFoldsThatMakeNoSense() {
        assertThatThrownBy(() -> Split.byShare(examples, 1, 1)).hasMessageContaining("share");
        assertThatThrownBy(() -> Split.byShare(examples, Double.NaN, 1)).hasMessageContaining("share");
        assertThatThrownBy(() -> Split.folds(examples, 1, 1)).hasMessageContaining("folds");
    }

    private static List<String> digests(Split split) {
        return split.holdout().stream().map(Example::digest).sorted().toList();
    }
}
