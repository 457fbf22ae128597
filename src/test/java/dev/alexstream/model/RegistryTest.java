package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.Registry.Transition;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {

    private static final Instant T0 = Instant.parse("2026-11-25T20:00:00Z");

    private Registry registry = Registry.EMPTY;
    private int second;

    @Test
    void shouldHaveOneChampionAndRetireTheOneBefore() {
        registered("1", "2");

        apply(now -> now.promote("pets", "1", note("good")));
        apply(now -> now.promote("pets", "2", note("better")));

        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(state("1")).isEqualTo(ModelState.RETIRED);
        assertThat(registry.require("pets", "1").last().reason()).contains("pets/2 takes its place");
    }

    @Test
    void shouldKnowWhoWasChampionAtAPastTime() {
        registered("1", "2");
        Instant before = T0.plusSeconds(second - 1);
        apply(now -> now.promote("pets", "1", note("good")));
        Instant first = T0.plusSeconds(second - 1);
        apply(now -> now.promote("pets", "2", note("better")));
        Instant later = T0.plusSeconds(second - 1);
        apply(now -> now.rollback(note("worse after all")));

        assertThat(registry.championAt(before)).isEmpty();
        assertThat(registry.championAt(first).map(ModelEntry::key)).contains("pets/1");
        assertThat(registry.championAt(later).map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/1");
    }

    @Test
    void shouldGoBackStepByStepAndNeverToWhatWasTakenBack() {
        registered("1", "2", "3");
        List.of("1", "2", "3").forEach(version -> apply(now -> now.promote("pets", version, note("better"))));

        apply(now -> now.rollback(note("worse")));
        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(state("3")).isEqualTo(ModelState.ROLLED_BACK);

        apply(now -> now.rollback(note("worse too")));
        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/1");

        assertThatThrownBy(() -> registry.rollback(note("and again")))
                .hasMessage("there is nothing to go back to: no other model was live before pets/1");
    }

    @Test
    void shouldGoBackToTheOneBeforeWhileThatIsOnTrial() {
        registered("1", "2", "3");
        List.of("1", "2", "3").forEach(version -> apply(now -> now.promote("pets", version, note("better"))));
        apply(now -> now.startShadow("pets", "2", note("was it better?")));

        apply(now -> now.rollback(note("it was")));

        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.challenger()).isEmpty();
    }

    @Test
    void shouldTryOneChallengerAtATimeBesideAChampion() {
        registered("1", "2", "3");
        assertIllegal(
                () -> registry.startShadow("pets", "2", note("try")),
                "model pets/2 cannot be tried: there is no champion to compare it with");
        apply(now -> now.promote("pets", "1", note("first")));

        apply(now -> now.startShadow("pets", "2", note("try")));
        apply(now -> now.startCanary("pets", "2", 0.1, note("looks good")));

        assertThat(registry.challenger().map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.challenger().orElseThrow().share()).hasValue(0.1);
        assertIllegal(
                () -> registry.startShadow("pets", "3", note("try")),
                "model pets/3 cannot be tried while pets/2 is in canary");
    }

    @Test
    void shouldRegisterServeAndReplaceInOneGo() {
        Transition all = Registry.inOrder(
                now -> now.register(model("1"), at("1"), Optional.empty(), Map.of(), note("served so far")),
                now -> now.promote("pets", "1", note("served so far")),
                now -> now.register(model("2"), at("2"), Optional.of(model("1")), Map.of(), note("trained")),
                now -> now.promote("pets", "2", note("better")));

        List<ModelEntry> changed = all.on(registry);
        registry = registry.with(changed);

        assertThat(changed).hasSize(2);
        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        apply(now -> now.rollback(note("worse")));
        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/1");
    }

    @Test
    void shouldLetAPersonThinkBetterOfWhatWasRefused() {
        registered("1");
        registered("2");
        apply(now -> now.promote("pets", "1", note("first")));
        apply(now -> now.refuse("pets", "2", note("too few held-out images")));

        apply(now -> now.startShadow("pets", "2", note("let us see")));
        apply(now -> now.refuse("pets", "2", note("still too few")));
        apply(now -> now.promote("pets", "2", note("I know better")));

        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.require("pets", "2").history())
                .extracting(event -> event.reason().orElse(""))
                .contains("too few held-out images", "I know better");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "promote | champion | model pets/1 cannot be promoted: it is the champion",
                "refuse | champion | model pets/1 cannot be refused: it is the champion",
                "retire | champion | model pets/1 cannot retire: it is the champion",
                "retire | refused | model pets/1 cannot retire: it is refused",
                "shadow | champion | model pets/1 cannot be tried: it is the champion",
                "rollback | registered | there is nothing to take back: the registry has no champion",
                "register | registered | model pets/1 is registered already",
            })
    void shouldRefuseWhatIsNotLegal(String transition, String state, String sentence) {
        registered("1");
        if (state.equals("champion")) {
            apply(now -> now.promote("pets", "1", note("good")));
        } else if (state.equals("refused")) {
            apply(now -> now.refuse("pets", "1", note("bad")));
        }

        assertIllegal(() -> transition(transition, "1").on(registry), sentence);
    }

    @Test
    void shouldNameWhatThereIsWhenAVersionIsUnknown() {
        assertThatThrownBy(() -> registry.promote("pets", "1", note("x")))
                .hasMessage("the registry has no model pets/1; it is empty");
        registered("1", "2");
        assertThatThrownBy(() -> registry.promote("pets", "7", note("x")))
                .hasMessage("the registry has no model pets/7; versions of pets are 1, 2");
        assertThatThrownBy(() -> registry.promote("dogs", "1", note("x")))
                .hasMessage("the registry has no model dogs/1; it has pets/1, pets/2");
    }

    @Test
    void shouldCountVersionsOn() {
        assertThat(registry.nextVersion("pets")).isEqualTo("1");
        registered("2", "10", "beta");
        assertThat(registry.nextVersion("pets")).isEqualTo("11");
        assertThat(registry.nextVersion("dogs")).isEqualTo("1");
    }

    @Test
    void shouldNeverGoBackInTimeWhateverTheClocksOfWritersSay() {
        registered("1", "2");
        apply(now -> now.promote("pets", "1", new ChangeNote(T0.plusSeconds(100), "fast clock", "x")));
        apply(now -> now.promote("pets", "2", new ChangeNote(T0.plusSeconds(50), "slow clock", "x")));

        assertThat(registry.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.require("pets", "2").last().at()).isAfter(T0.plusSeconds(100));
        assertThat(registry.championAt(T0.plusSeconds(100)).map(ModelEntry::key))
                .contains("pets/1");
    }

    /** Ten thousand transitions by dice, legal or not, over five versions. */
    @Test
    void shouldKeepItsInvariantsWhateverIsAskedOfIt() {
        SplittableRandom dice = new SplittableRandom(4);
        List<String> transitions =
                List.of("register", "refuse", "shadow", "canary", "promote", "retire", "rollback", "rollback");
        int legal = 0;
        for (int round = 0; round < 10_000; round++) {
            if (round % 50 == 0) {
                registry = Registry.EMPTY;
            }
            Transition transition = transition(
                    transitions.get(dice.nextInt(transitions.size())), Integer.toString(1 + dice.nextInt(5)));
            try {
                registry = registry.with(transition.on(registry));
                legal++;
            } catch (ModelException illegal) {
                assertThat(illegal.problem()).isIn(Problem.ILLEGAL_CHANGE, Problem.UNKNOWN_VERSION);
            }
            assertThat(count(ModelState.CHAMPION)).isLessThanOrEqualTo(1);
            assertThat(registry.champion().isPresent()).isEqualTo(count(ModelState.CHAMPION) == 1);
            assertThat(count(ModelState.SHADOW) + count(ModelState.CANARY)).isLessThanOrEqualTo(1);
        }
        assertThat(legal).isBetween(1_000, 9_000);
    }

    private Transition transition(String name, String version) {
        return switch (name) {
            case "register" ->
                now -> now.register(model(version), at(version), Optional.empty(), Map.of(), note("new"));
            case "refuse" -> now -> now.refuse("pets", version, note("bad"));
            case "shadow" -> now -> now.startShadow("pets", version, note("try"));
            case "canary" -> now -> now.startCanary("pets", version, 0.5, note("try"));
            case "promote" -> now -> now.promote("pets", version, note("good"));
            case "retire" -> now -> now.retire("pets", version, note("old"));
            default -> now -> now.rollback(note("worse"));
        };
    }

    private void apply(Transition transition) {
        registry = registry.with(transition.on(registry));
        second++;
    }

    private void registered(String... versions) {
        for (String version : versions) {
            apply(transition("register", version));
        }
    }

    private long count(ModelState state) {
        return registry.entries().stream()
                .filter(entry -> entry.state() == state)
                .count();
    }

    private ModelState state(String version) {
        return registry.require("pets", version).state();
    }

    private ChangeNote note(String reason) {
        return new ChangeNote(T0.plusSeconds(second), "test", reason);
    }

    private static ModelReference model(String version) {
        return new ModelReference("pets", version, "sha256:" + "0".repeat(64));
    }

    private static URI at(String version) {
        return URI.create("file:///models/pets/" + version);
    }

    private static void assertIllegal(Runnable change, String sentence) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ILLEGAL_CHANGE))
                .hasMessage(sentence);
    }
}
