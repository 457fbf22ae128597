package dev.alexstream.message;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a training run.
 *
 * @param model what the run made; empty if there was nothing new to learn
 * @param reason a sentence for a person
 */
public record TrainingReport(Result result, Optional<Version> model, String reason) {

    /** How a run ended. */
    public enum Result {
        PROMOTED,
        ON_TRIAL,
        REFUSED,
        NOTHING_NEW;

        /** As it stands in events. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Result> of(String word) {
            return Stream.of(values())
                    .filter(result -> result.word().equals(word))
                    .findFirst();
        }
    }

    /** A version of a model, as the registry names it. */
    public record Version(String name, String version) {}
}
