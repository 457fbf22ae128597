package dev.alexstream.training;

import java.time.Instant;

/**
 * A labelled image that the store has not had before.
 *
 * @param at the time of its record: when it came, if the broker dates the topic
 * @param encoded an image that decodes
 * @param name of the image in messages
 */
record IncomingLabel(Instant at, byte[] encoded, String name, String label) {

    boolean isNamedBy(Answering model) {
        return model.label(encoded, name).equals(label);
    }
}
