package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that happened to one version of a model.
 *
 * @param share of the keys that a canary answers, in (0, 1]; empty for every other type
 */
public record ModelEvent(ModelEventType type, Instant at, String by, Optional<String> reason, OptionalDouble share) {

    public ModelEvent {
        require(type != null, "type", null);
        require(at != null, "at", null);
        require(by != null && !by.isBlank(), "by", by);
        require(share.isPresent() == (type == ModelEventType.CANARY_STARTED), "share", share);
        require(share.isEmpty() || (share.getAsDouble() > 0 && share.getAsDouble() <= 1), "share", share);
    }

    static ModelEvent of(ModelEventType type, Instant at, ChangeNote note) {
        return new ModelEvent(type, at, note.by(), note.reason(), OptionalDouble.empty());
    }

    private static void require(boolean holds, String member, Object value) {
        if (!holds) {
            throw new ModelException(
                    Problem.INVALID_EVENT, "the " + member + " of a model's event is missing or invalid: " + value);
        }
    }
}
