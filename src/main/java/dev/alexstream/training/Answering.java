package dev.alexstream.training;

/** A model, as far as it is asked what an image is. */
interface Answering {

    /**
     * @param encoded an image that decodes
     * @param name of the image in messages
     * @return the most probable label
     */
    String label(byte[] encoded, String name);
}
