package dev.alexstream.model;

import java.time.Instant;
import java.util.Optional;

/**
 * When the registry is changed, who does it and why.
 *
 * @param at never goes back: the registry takes a later moment when its latest event is not before this one
 * @param by for example {@code trainer} or {@code cli}
 */
public record ChangeNote(Instant at, String by, Optional<String> reason) {

    public ChangeNote(Instant at, String by, String reason) {
        this(at, by, Optional.of(reason));
    }
}
