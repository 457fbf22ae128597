package dev.alexstream.model;

import dev.alexstream.s3.ObjectPlace;
import dev.alexstream.s3.ObjectStore;
import dev.alexstream.s3.S3Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What {@code alexstream.models.store} can be. */
sealed interface StoreLocation {

    ModelStore open(S3Config s3);

    /** A folder that this machine sees. */
    record Folder(Path path) implements StoreLocation {
        @Override
        public ModelStore open(S3Config s3) {
            return new FileModelStore(path);
        }
    }

    /** A bucket, or a folder in one. */
    record Objects(ObjectPlace place) implements StoreLocation {
        @Override
        public ModelStore open(S3Config s3) {
            return new ObjectModelStore(ObjectStore.open(s3), place);
        }
    }

    /** More than one letter, which would be a drive. */
    Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    /** @throws IllegalArgumentException if it is neither */
    static StoreLocation of(String store) {
        try {
            return SCHEME.matcher(store).matches() ? of(new URI(store)) : new Folder(Path.of(store));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalArgumentException(
                    "alexstream.models.store " + store
                            + " is neither a folder nor a URI like file:///folder or s3://bucket/folder",
                    e);
        }
    }

    private static StoreLocation of(URI uri) {
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "file" -> new Folder(Path.of(uri));
            case "s3" ->
                new Objects(ObjectPlace.parse(uri)
                        .map(StoreLocation::withoutSlash)
                        .orElseThrow(() -> new IllegalArgumentException("no bucket and folder: " + uri)));
            default -> throw new IllegalArgumentException("unknown scheme: " + uri);
        };
    }

    private static ObjectPlace withoutSlash(ObjectPlace place) {
        return new ObjectPlace(place.bucket(), place.key().replaceAll("/+$", ""));
    }
}
