package dev.alexstream.model;

import dev.alexstream.s3.S3Settings;

/** Model stores by the text of their setting, without an object store. */
public final class Stores {

    private Stores() {}

    public static ModelStore open(String store) {
        return ModelStore.open(() -> store, S3Settings.at("http://127.0.0.1:1"));
    }
}
