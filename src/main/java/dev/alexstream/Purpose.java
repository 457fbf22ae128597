package dev.alexstream;

/**
 * What an image is classified for.
 *
 * @param place of the request's key, in [0, 1); decides whether a canary answers it
 * @param answers somebody; else its true label is known, and both models of a trial are asked how it is called
 */
record Purpose(double place, boolean answers) {

    /** Behind every share. */
    private static final double NO_TRIAL = 1;

    /** Says how good the models are, and nothing about what is sent to them. */
    static final Purpose EXAMINATION = new Purpose(NO_TRIAL, false);

    /** By the model that answers, whatever is tried. */
    static final Purpose ANSWER = new Purpose(NO_TRIAL, true);

    static Purpose answer(double place) {
        return new Purpose(place, true);
    }
}
