package dev.alexstream.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Objects in buckets. Calls block, and try again what may succeed; they fail with a {@link java.io.FileNotFoundException} where nothing is. */
public interface ObjectStore {

    /** The configured store. Nothing is loaded and nobody is asked before the first call. */
    static ObjectStore open(S3Config config) {
        return new AwsObjectStore(config);
    }

    /** The bytes as they come; close it early to get no more of them. */
    InputStream read(ObjectPlace place) throws IOException;

    /**
     * Writes an object where there is none. Stores that know no conditional writes overwrite one that appears at the same moment.
     *
     * @return false if there is one already; it is left as it is
     */
    boolean create(ObjectPlace place, Path file) throws IOException;
}
