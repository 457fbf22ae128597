package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.FETCH_FAILED;
import static dev.alexstream.message.ErrorCode.FETCH_FORBIDDEN;
import static dev.alexstream.message.ErrorCode.FETCH_NOT_FOUND;
import static dev.alexstream.message.ErrorCode.TOO_LARGE;

import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths that lead out of the root, or to something that is no file. Beside the root lies a folder with {@link #SECRET}. */
final class HostileFiles {

    static final String SECRET = "what nobody may read";

    private final Path root;
    private final String rootUri;
    private final List<HostileReference> all = new ArrayList<>();

    /** Creates the files. */
    HostileFiles(Path folder, Path root, long maxBytes) throws IOException {
        this.root = root;
        this.rootUri = "file://" + root.toUri().getRawPath().replaceAll("/$", "");
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.writeString(Files.createDirectories(folder.resolve("root-not")).resolve("secret"), SECRET);
        Files.createDirectories(root.resolve("folder"));
        Files.writeString(root.resolve("plain"), "plain");
        try (RandomAccessFile sparse =
                new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(maxBytes * 1000);
        }
        links(outside);
        pipe();
        traversals();
        elsewhere();
    }

    List<HostileReference> all() {
        return all;
    }

    private void traversals() {
        for (String step : List.of(
                "/../outside/secret",
                "/folder/../../outside/secret",
                "/./../outside/secret",
                "/%2e%2e/outside/secret",
                "/%2E%2E/outside/secret",
                "/.%2e/outside/secret",
                "/..%2foutside%2fsecret",
                "/..%2Foutside/secret",
                "%2f..%2foutside%2fsecret",
                "/..%5coutside%5csecret",
                "/folder/%5c..%5c..%5coutside/secret",
                "/../root-not/secret",
                "-not/secret",
                "/../root/plain",
                "/plain%00.jpg",
                "/%00",
                "/..",
                "/")) {
            below(step, FETCH_FORBIDDEN);
        }
        for (String nothing : List.of(
                "/%252e%252e/outside/secret",
                "/..%252foutside%252fsecret",
                "/%c0%ae%c0%ae/outside/secret",
                "/..;/outside/secret",
                "/.../outside/secret",
                "/....//outside/secret",
                "/%uff0e%uff0e/outside/secret".replace("%u", "%25u"),
                "/%EF%BC%8E%EF%BC%8E/outside/secret",
                "/~/secret",
                "/$HOME/secret",
                "/missing",
                "/folder/missing")) {
            below(nothing, FETCH_NOT_FOUND);
        }
        below("/folder", FETCH_FORBIDDEN);
        below("/sparse", TOO_LARGE);
        below("/plain/below", FETCH_FAILED);
        below("/" + "n".repeat(300), FETCH_FAILED);
    }

    private void elsewhere() {
        String path = root.toUri().getRawPath();
        for (String reference : List.of(
                "file:///etc/passwd",
                "file:/etc/passwd",
                "file:////etc/passwd",
                "FILE:///etc/passwd",
                "file://localhost/etc/passwd",
                "file:///etc/no-such-file",
                "file:///dev/zero",
                "file:///proc/self/environ",
                "file:///proc/self/root" + path + "plain",
                "file:///",
                "file:plain",
                "file:../outside/secret",
                "file://evil.test" + path + "plain",
                "file://127.0.0.1" + path + "plain",
                "file://user@localhost" + path + "plain",
                "file://localhost:80" + path + "plain",
                "file://%6cocalhost" + path + "plain",
                "file://.." + path + "plain")) {
            all.add(HostileReference.of(reference, FETCH_FORBIDDEN));
        }
    }

    private void links(Path outside) throws IOException {
        link("link-file", outside.resolve("secret"));
        below("/link-file", FETCH_FORBIDDEN);
        link("link-folder", outside);
        below("/link-folder/secret", FETCH_FORBIDDEN);
        below("/link-folder/no-such-file", FETCH_FORBIDDEN);
        link("link-relative", Path.of("..", "outside", "secret"));
        below("/link-relative", FETCH_FORBIDDEN);
        link("link-link", Path.of("link-file"));
        below("/link-link", FETCH_FORBIDDEN);
        link("folder/link-up", Path.of("..", ".."));
        below("/folder/link-up/outside/secret", FETCH_FORBIDDEN);
        link("link-root", Path.of("/"));
        below("/link-root/etc/passwd", FETCH_FORBIDDEN);
        link("link-device", Path.of("/dev/zero"));
        below("/link-device", FETCH_FORBIDDEN);
        link("link-self", Path.of("link-self"));
        below("/link-self", FETCH_FAILED);
        link("link-nowhere", Path.of("no-such-file"));
        below("/link-nowhere", FETCH_NOT_FOUND);
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), target);
    }

    /** A pipe that nobody writes to: whoever opens it waits for ever. */
    private void pipe() throws IOException {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        try {
            if (mkfifo.waitFor() == 0) {
                below("/pipe", FETCH_FORBIDDEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void below(String path, ErrorCode expected) {
        all.add(HostileReference.of(rootUri + path, expected));
    }
}
