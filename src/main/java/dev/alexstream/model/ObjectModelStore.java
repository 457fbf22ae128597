package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.s3.ObjectPlace;
import dev.alexstream.s3.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models in an object store. The manifest makes a model whole and is written last, where there is none. Everything else of the model lies in a
 * folder that is named by the digest of its manifest, so that publications under one version never mix, whatever the store makes of
 * conditional writes, and what a killed one left is in nobody's way:
 * <pre>{@code
 * ROOT/NAME/VERSION/manifest.json
 * ROOT/NAME/VERSION/SHA256-OF-THE-MANIFEST/weights.safetensors
 * }</pre>
 */
final class ObjectModelStore implements ModelStore {

    private static final Pattern MODEL = Pattern.compile("([a-z0-9][a-z0-9._-]*)/([a-z0-9][a-z0-9._-]*)");

    private final ObjectStore objects;
    private final ObjectPlace root;

    /** @param root a bucket, or a folder in one */
    ObjectModelStore(ObjectStore objects, ObjectPlace root) {
        this.objects = objects;
        this.root = root;
    }

    @Override
    public URI publish(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        StoreRules.requireOwnDigest(model);
        ObjectPlace place = root.resolve(manifest.name()).resolve(manifest.version());
        try {
            if (!isThere(place, manifest)) {
                upload(model, place);
            }
            return place.uri();
        } catch (IOException e) {
            throw new ModelException(
                    Problem.UNREADABLE, "cannot write model " + place.uri() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public LoadedModel read(URI location, String digest) {
        ObjectPlace place = ObjectPlace.parse(location)
                .filter(found -> found.bucket().equals(root.bucket()))
                .orElseThrow(() -> outside(location));
        Matcher model = MODEL.matcher(place.key().substring(prefixLength(location, place)));
        if (!model.matches()) {
            throw outside(location);
        }
        return ModelFiles.read(
                new StoredFiles(place),
                location.toString(),
                manifest -> StoreRules.requireWanted(
                        manifest, location.toString(), model.group(1), model.group(2), digest));
    }

    private int prefixLength(URI location, ObjectPlace place) {
        String prefix = root.key().isEmpty() ? "" : root.key() + "/";
        if (!place.key().startsWith(prefix)) {
            throw outside(location);
        }
        return prefix.length();
    }

    private ModelException outside(URI location) {
        return new ModelException(Problem.OUTSIDE_STORE, location + " is no place for a model below " + root.uri());
    }

    private boolean isThere(ObjectPlace place, ModelManifest wanted) throws IOException {
        try {
            StoreRules.requireSame(
                    ModelFiles.readManifest(new StoredFiles(place), place.uri().toString()),
                    wanted,
                    place.uri().toString());
            return true;
        } catch (FileNotFoundException nothingWhole) {
            return false;
        }
    }

    private void upload(LoadedModel model, ObjectPlace place) throws IOException {
        Path folder = Files.createTempDirectory("alexstream-model-");
        try {
            ModelFiles.write(model, file -> Files.newOutputStream(folder.resolve(file)));
            Path manifest = folder.resolve(ModelFiles.MANIFEST);
            ObjectPlace others = place.resolve(ModelFiles.digest(manifest));
            for (String file : ModelFiles.NAMES) {
                if (!file.equals(ModelFiles.MANIFEST) && Files.exists(folder.resolve(file))) {
                    objects.create(others.resolve(file), folder.resolve(file));
                }
            }
            objects.create(place.resolve(ModelFiles.MANIFEST), manifest);
        } finally {
            ModelFolder.delete(folder);
        }
        if (!isThere(place, model.manifest())) {
            throw new IOException("the manifest has gone again");
        }
    }

    /** The manifest leads to the other files of a model. */
    private final class StoredFiles implements ModelFiles.Source {
        private final ObjectPlace place;
        private ObjectPlace others;

        StoredFiles(ObjectPlace place) {
            this.place = place;
        }

        @Override
        public InputStream open(String file) throws IOException {
            return file.equals(ModelFiles.MANIFEST) ? openManifest() : objects.read(others.resolve(file));
        }

        private InputStream openManifest() throws IOException {
            try (InputStream in = objects.read(place.resolve(ModelFiles.MANIFEST))) {
                byte[] manifest = in.readNBytes(ModelFiles.MAX_MANIFEST_BYTES + 1);
                others = place.resolve(
                        HexFormat.of().formatHex(ModelFiles.sha256().digest(manifest)));
                return new ByteArrayInputStream(manifest);
            }
        }
    }
}
