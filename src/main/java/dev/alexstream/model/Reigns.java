package dev.alexstream.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who was champion from when on, oldest first. Only the latest promotion counts, so that there is never more than one champion, whatever was
 * written.
 */
record Reigns(List<Reign> all) {

    private static final Set<ModelState> STANDING =
            EnumSet.of(ModelState.RETIRED, ModelState.SHADOW, ModelState.CANARY);

    record Reign(Instant from, ModelEntry model) {}

    static Reigns of(Collection<ModelEntry> entries) {
        return new Reigns(entries.stream()
                .flatMap(entry -> entry.history().stream()
                        .filter(event -> event.type() == ModelEventType.PROMOTED)
                        .map(event -> new Reign(event.at(), entry)))
                .sorted(Comparator.comparing(Reign::from))
                .toList());
    }

    /** Who was champion then. */
    Optional<ModelEntry> at(Instant time) {
        return all.stream()
                .filter(reign -> !reign.from().isAfter(time))
                .reduce((earlier, later) -> later)
                .map(Reign::model)
                .filter(model ->
                        model.stateAt(time).filter(ModelState.CHAMPION::equals).isPresent());
    }

    /** The last one before this champion that nobody has taken back or refused; it may be on trial by now. */
    Optional<ModelEntry> before(ModelEntry champion) {
        return all.stream()
                .map(Reign::model)
                .filter(model -> !model.key().equals(champion.key()) && STANDING.contains(model.state()))
                .reduce((earlier, later) -> later);
    }
}
