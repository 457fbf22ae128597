package dev.alexstream.s3;

import java.io.IOException;
import java.net.URI;

/** Links with which whoever has them may read an object for some minutes. They are secrets: never log or show one. */
public interface ObjectLinks extends AutoCloseable {

    /** Links into the configured store. Nothing is loaded and nobody is asked before the first call. */
    static ObjectLinks open(S3Config config) {
        return new SignedLinks(config);
    }

    /** May block while credentials are fetched. Does not look whether the object exists. */
    URI read(ObjectPlace place) throws IOException;

    @Override
    void close();
}
