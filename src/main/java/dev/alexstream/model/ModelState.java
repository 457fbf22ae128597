package dev.alexstream.model;

import java.util.Locale;

/** Where a version of a model stands. */
public enum ModelState {
    /** Published, and not live yet. */
    REGISTERED,
    /** Found to be no better than what was live; it stays out unless a person decides otherwise. */
    REFUSED,
    /** A challenger that answers beside the champion, unseen by those who read results. */
    SHADOW,
    /** A challenger that answers instead of the champion for a share of the keys. */
    CANARY,
    /** The one that answers. */
    CHAMPION,
    /** It was live, or on trial, and something else took its place. */
    RETIRED,
    /** It was live, and was taken back. */
    ROLLED_BACK;

    /** As it stands in events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isChallenger() {
        return this == SHADOW || this == CANARY;
    }
}
