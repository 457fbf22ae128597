package dev.alexstream.model;

import java.time.Instant;

/**
 * A window at whose end a model began to drift in some way, or ceased to.
 *
 * @param worker whose window it was
 * @param at when it ended
 * @param answers that it held
 * @param looks how many of their images were looked at
 */
public record DriftEvent(
        ModelReference model, String worker, Instant at, int answers, int looks, DriftScores scores, DriftRules rules) {

    private static final String SUFFIX = "/drift";

    /** {@code NAME/VERSION/drift}: what {@code models.events} knows the latest one by. */
    public String key() {
        return key(model.key());
    }

    static String key(String model) {
        return model + SUFFIX;
    }

    static boolean isKey(String key) {
        return key.endsWith(SUFFIX);
    }
}
