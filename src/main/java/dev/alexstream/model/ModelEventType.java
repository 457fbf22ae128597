package dev.alexstream.model;

import java.util.Locale;

/** What can happen to a version of a model, and where that leaves it. */
public enum ModelEventType {
    REGISTERED(ModelState.REGISTERED),
    REFUSED(ModelState.REFUSED),
    SHADOW_STARTED(ModelState.SHADOW),
    CANARY_STARTED(ModelState.CANARY),
    PROMOTED(ModelState.CHAMPION),
    RETIRED(ModelState.RETIRED),
    ROLLED_BACK(ModelState.ROLLED_BACK);

    private final ModelState state;

    ModelEventType(ModelState state) {
        this.state = state;
    }

    public ModelState state() {
        return state;
    }

    /** As it stands in events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
