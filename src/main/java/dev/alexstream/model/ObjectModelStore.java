package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.s3.ObjectPlace;
import dev.alexstream.s3.ObjectStore;
import dev.alexstream.s3.StoredObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models in an object store. Each file is written where there is none; the manifest comes last and makes the model whole. What a publication
 * that was killed left is taken up by the next one of the same model, and refused to other models of that version.
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
                file -> objects.read(place.resolve(file)),
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
                    ModelFiles.readManifest(
                            file -> objects.read(place.resolve(file)),
                            place.uri().toString()),
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
            for (String file : ModelFiles.NAMES) {
                boolean last = file.equals(ModelFiles.MANIFEST);
                if (!create(place.resolve(file), folder.resolve(file)) && !(last && isThere(place, model.manifest()))) {
                    throw taken(model.manifest(), place);
                }
            }
        } finally {
            ModelFolder.delete(folder);
        }
    }

    /** @return false if other bytes are there */
    private boolean create(ObjectPlace place, Path file) throws IOException {
        String digest = ModelFiles.digest(file);
        return isSame(place, digest) || objects.create(place, file, digest) || isSame(place, digest);
    }

    private boolean isSame(ObjectPlace place, String digest) throws IOException {
        return objects.find(place).flatMap(StoredObject::sha256).equals(Optional.of(digest));
    }

    private static ModelException taken(ModelManifest manifest, ObjectPlace place) {
        return new ModelException(
                Problem.CONFLICT,
                "cannot publish " + manifest.name() + " " + manifest.version() + ": " + place.uri()
                        + " holds a part of another model, whose publication goes on or was broken off");
    }
}
