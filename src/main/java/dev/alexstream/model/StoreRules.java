package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;

/** What holds for every store: what may be published, and what a place must hold to be read. */
final class StoreRules {

    private StoreRules() {}

    static void requireOwnDigest(LoadedModel model) {
        String written = model.withDigest().manifest().digest();
        if (!written.equals(model.manifest().digest())) {
            throw new ModelException(
                    Problem.WRONG_DIGEST,
                    "the weights of model " + named(model.manifest()) + " have digest " + written
                            + " in a file of this program, its manifest promises "
                            + model.manifest().digest());
        }
    }

    /** @param there the manifest that stands where {@code wanted} is to be published */
    static void requireSame(ModelManifest there, ModelManifest wanted, String place) {
        if (!there.digest().equals(wanted.digest())) {
            throw new ModelException(
                    Problem.CONFLICT,
                    "cannot publish " + named(wanted) + " with digest " + wanted.digest() + ": " + place
                            + " holds another model, with digest " + there.digest());
        }
    }

    /** @param there the manifest at {@code place}, which is that of {@code name} and {@code version} */
    static void requireWanted(ModelManifest there, String place, String name, String version, String digest) {
        if (!there.name().equals(name) || !there.version().equals(version)) {
            throw new ModelException(Problem.INVALID_MANIFEST, place + " holds " + named(there));
        }
        if (!there.digest().equals(digest)) {
            throw new ModelException(
                    Problem.WRONG_DIGEST,
                    place + " holds a model with digest " + there.digest() + " instead of " + digest);
        }
    }

    private static String named(ModelManifest manifest) {
        return manifest.name() + " " + manifest.version();
    }
}
