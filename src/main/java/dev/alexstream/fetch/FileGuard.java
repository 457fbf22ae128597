package dev.alexstream.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides which {@code file:} references lie below the root: first by their text, so that nothing outside is even looked at, then by
 * their real path, so that no symbolic link leads out.
 */
final class FileGuard {

    private final Path root;
    private final Path realRoot;

    /** @throws IllegalArgumentException where the root is no folder that can be read */
    FileGuard(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            this.realRoot = root.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("fetch.file.root is not a readable folder: " + root, e);
        }
    }

    Path realRoot() {
        return realRoot;
    }

    /**
     * The path the reference names, below the root by its text; empty where it names none or one elsewhere. Percent-encoding is undone
     * once; {@code ..} is refused wherever it stands.
     */
    Optional<Path> lexical(URI reference) {
        String authority = reference.getRawAuthority();
        String text = reference.getPath();
        if (reference.isOpaque()
                || text == null
                || (authority != null && !authority.toLowerCase(Locale.ROOT).equals("localhost"))) {
            return Optional.empty();
        }
        return path(reference.getRawPath()).filter(path -> !hasParentStep(text)).filter(this::isBelow);
    }

    /**
     * The same file without any symbolic link in its path, relative to the real root; empty where a link leads out.
     *
     * @throws NoSuchFileException where there is no such file and no link leads out on the way
     */
    Optional<Path> real(Path lexical) throws IOException {
        try {
            return inside(lexical.toRealPath());
        } catch (NoSuchFileException missing) {
            if (leadsOut(lexical)) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    private boolean leadsOut(Path missing) throws IOException {
        for (Path parent = missing.getParent(); parent != null; parent = parent.getParent()) {
            try {
                return inside(parent.toRealPath()).isEmpty();
            } catch (NoSuchFileException alsoMissing) {
                // the folder above decides
            }
        }
        return true;
    }

    private Optional<Path> inside(Path real) {
        return real.startsWith(realRoot) ? Optional.of(realRoot.relativize(real)) : Optional.empty();
    }

    private boolean isBelow(Path path) {
        return path.startsWith(root) || path.startsWith(realRoot);
    }

    private static boolean hasParentStep(String text) {
        return text.replace('\\', '/').concat("/").contains("/../");
    }

    /** Through a URI, which is how the platform turns {@code /C:/a.jpg} into a path where that means a drive. */
    private static Optional<Path> path(String rawPath) {
        try {
            return Optional.of(Path.of(URI.create("file://" + PercentEncoding.ascii(rawPath)))
                    .normalize());
        } catch (IllegalArgumentException | FileSystemNotFoundException noPath) {
            return Optional.empty();
        }
    }
}
