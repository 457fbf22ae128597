package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Models in folders of one file system, which may be shared by several machines. */
final class FileModelStore implements ModelStore {

    private static final Logger LOG = Logger.getLogger(FileModelStore.class);

    /** Nobody takes so long to build a model folder: an older one was left by a process that was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** Steps from the root to a model: its name and its version. */
    private static final int DEPTH = 2;

    private final Path root;

    FileModelStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public URI publish(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        StoreRules.requireOwnDigest(model);
        Path folder = root.resolve(manifest.name()).resolve(manifest.version());
        try {
            removeAbandoned(folder.getParent());
            if (!isThere(folder, manifest)) {
                write(model, folder);
            }
            return uri(folder);
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot write model " + folder + ": " + e, e);
        }
    }

    @Override
    public LoadedModel read(URI location, String digest) {
        Path folder = folder(location);
        return ModelFiles.read(
                file -> ModelFolder.openRegular(folder.resolve(file)),
                location.toString(),
                manifest -> StoreRules.requireWanted(
                        manifest, folder.toString(), text(folder.getParent()), text(folder), digest));
    }

    private static void write(LoadedModel model, Path folder) throws IOException {
        try {
            ModelFolder.write(model, folder);
        } catch (ModelException e) {
            // another process may have been quicker by a moment
            if (!isThere(folder, model.manifest())) {
                throw e;
            }
        }
    }

    private static boolean isThere(Path folder, ModelManifest wanted) throws IOException {
        if (!Files.exists(folder.resolve(ModelFiles.MANIFEST))) {
            return false;
        }
        StoreRules.requireSame(
                ModelFiles.readManifest(file -> ModelFolder.openRegular(folder.resolve(file)), folder.toString()),
                wanted,
                folder.toString());
        return true;
    }

    private Path folder(URI location) {
        Path folder = path(location);
        boolean inside = folder.equals(folder.normalize())
                && folder.startsWith(root)
                && root.relativize(folder).getNameCount() == DEPTH;
        if (!inside || leadsElsewhere(folder)) {
            throw new ModelException(Problem.OUTSIDE_STORE, location + " is no place for a model below " + root);
        }
        return folder;
    }

    private static Path path(URI location) {
        try {
            return Path.of(location);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ModelException(Problem.OUTSIDE_STORE, location + " is no folder of this machine", e);
        }
    }

    /** By a symbolic link below the root. */
    private boolean leadsElsewhere(Path folder) {
        try {
            return !folder.toRealPath().equals(root.toRealPath().resolve(root.relativize(folder)));
        } catch (IOException missing) {
            // reading it says so
            return false;
        }
    }

    /** What killed processes left of models with this name. */
    private static void removeAbandoned(Path models) throws IOException {
        if (!Files.isDirectory(models)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(models, ModelFolder.BUILDING + "*")) {
            left.forEach(FileModelStore::removeIfAbandoned);
        }
    }

    private static void removeIfAbandoned(Path building) {
        try {
            Instant modified = Files.getLastModifiedTime(building).toInstant();
            if (modified.isBefore(Instant.now().minus(ABANDONED))) {
                ModelFolder.delete(building);
            }
        } catch (IOException e) {
            LOG.debugf(e, "%s stays, which does no harm", building);
        }
    }

    /** Without the slash that a path gets which is a folder already. */
    private static URI uri(Path folder) {
        return URI.create(folder.toUri().toString().replaceAll("/$", ""));
    }

    private static String text(Path step) {
        return String.valueOf(step.getFileName());
    }
}
