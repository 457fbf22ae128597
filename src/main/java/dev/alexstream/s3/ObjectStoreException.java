package dev.alexstream.s3;

import java.io.IOException;

/** The store did not do what it was asked for; the message is a sentence part without secrets and without anything the store sent. */
public final class ObjectStoreException extends IOException {

    private static final long serialVersionUID = 1;

    public ObjectStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
