package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.training.ExemplarChoice.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExemplarChoiceTest {

    private static final byte[] LARGE = new byte[4 << 20];

    private final List<String> read = new ArrayList<>();

    @Test
    void shouldChooseOfAllClassesAlikeWhatAFileHasRoomFor() {
        List<Candidate> candidates = new ArrayList<>();
        candidates.addAll(candidates("cat", 40, LARGE));
        candidates.addAll(candidates("dog", 40, LARGE));

        List<Exemplar> chosen = ExemplarChoice.USUAL.of(List.of(), candidates, 2);

        assertThat(chosen.stream().collect(Collectors.groupingBy(Exemplar::label, Collectors.counting())))
                .containsEntry("cat", 8L)
                .containsEntry("dog", 8L);
        assertThat(read).as("one more than there was room for").hasSize(17);
    }

    @Test
    void shouldPreferWhatTheModelCarriesAlready() {
        Exemplar carried = new Exemplar("cat", "f".repeat(64), false, LARGE);

        List<Exemplar> chosen = ExemplarChoice.USUAL.of(List.of(carried), candidates("cat", 40, LARGE), 1);

        assertThat(chosen).contains(carried).hasSize(16);
    }

    @Test
    void shouldReadNoFeaturesBeyondTheMostOfAClass() {
        List<Exemplar> chosen = ExemplarChoice.USUAL.of(List.of(), candidates("cat", 100, new byte[3]), 1);

        assertThat(chosen).hasSize(48);
        assertThat(read).hasSize(48);
    }

    private List<Candidate> candidates(String label, int count, byte[] features) {
        return IntStream.range(0, count)
                .mapToObj(i -> PatternedHead.digest(label, i))
                .map(digest -> new Candidate(label, digest, false, () -> {
                    read.add(digest);
                    return features;
                }))
                .toList();
    }
}
