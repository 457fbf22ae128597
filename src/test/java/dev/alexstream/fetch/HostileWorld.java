package dev.alexstream.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a hostile reference may aim at, on this machine: an allowed server on 127.0.0.1, servers that nobody may connect to, and a
 * folder with a root and a secret beside it. {@link #settings} configure a fetcher for it, {@link #references()} are the attacks.
 *
 * <p>{@link #reached()} counts connections to the servers that must not be reached: one on every address of the machine, one on a port
 * that is not allowed, and, where the platform has the address, one on 127.0.0.2 with the allowed server's port.
 */
public final class HostileWorld implements AutoCloseable {

    /** Cap of one image in this world. */
    public static final int MAX_BYTES = 65_536;

    private static final Map<String, List<String>> STEADY_NAMES = Map.of(
            "good.test", List.of("127.0.0.1"),
            "mixed.test", List.of("127.0.0.1", "127.0.0.2"),
            "mixed-six.test", List.of("127.0.0.1", "::1"));

    private final ImageServer good = ImageServer.on("127.0.0.1");
    private final ImageServer closed = ImageServer.on("127.0.0.1");
    private final ImageServer sink;
    private final List<ImageServer> twins = new ArrayList<>();
    private final Map<String, AtomicInteger> turns = new HashMap<>();
    private final Path root;
    private final List<HostileReference> references = new ArrayList<>();

    /** @param folder an empty folder to build in */
    public HostileWorld(Path folder) {
        this(folder, ImageServer.IMAGE);
    }

    /** @param image what good references bring, at most {@link #MAX_BYTES} of it */
    public HostileWorld(Path folder, byte[] image) {
        good.script("/good", (head, out) -> ImageServer.ok(out, image));
        try {
            sink = ImageServer.of(new ServerSocket(0, 200));
            openTwin();
            root = Files.createDirectories(folder.resolve("root"));
            Files.write(root.resolve("good.jpg"), image);
            references.addAll(new HostileAddresses(this).all());
            references.addAll(new HostileAnswers(this).all());
            references.addAll(new HostileFiles(folder, root, MAX_BYTES).all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openTwin() throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), good.port()));
            twins.add(ImageServer.of(socket));
        } catch (IOException noSuchAddress) {
            socket.close();
        }
    }

    /**
     * Keys below {@code alexstream.fetch.} and their values.
     *
     * @param timeout how long a reference that is {@link HostileReference#slow()} lasts; the others need it on a busy machine only
     */
    public Map<String, String> settings(Duration timeout) {
        Set<String> hosts = new LinkedHashSet<>(List.of("127.0.0.1", "good.test", ".suffix.test"));
        references.forEach(reference -> hosts.addAll(reference.hosts()));
        return Map.of(
                "per-host",
                "64",
                "http.allowed-hosts",
                String.join(",", hosts),
                "http.allowed-networks",
                "127.0.0.1/32",
                "http.allowed-ports",
                good.port() + "," + sink.port(),
                "file.root",
                root.toString(),
                "max-bytes",
                String.valueOf(MAX_BYTES),
                "connect-timeout",
                timeout.dividedBy(2).toMillis() + "ms",
                "timeout",
                timeout.toMillis() + "ms",
                "attempts",
                "2");
    }

    public List<HostileReference> references() {
        return references;
    }

    /** Those that need no name to change its address from one lookup to the next. */
    public List<HostileReference> steadyReferences() {
        return references.stream()
                .filter(reference -> !reference.reference().contains("rebind"))
                .toList();
    }

    /** The names of {@link #steadyReferences()} as a hosts file, for a process that has no {@link #resolver()}. */
    public List<String> hostsFile() {
        Map<String, List<String>> names = new TreeMap<>(HostileAddresses.NAMES);
        names.putAll(STEADY_NAMES);
        return names.entrySet().stream()
                .flatMap(name -> name.getValue().stream().map(address -> address + " " + name.getKey()))
                .toList();
    }

    /** References that bring the image; the last one only with {@link #resolver()}. */
    public List<String> goodReferences() {
        return List.of(
                good.url("/good"),
                good.url("/to-myself"),
                root.resolve("good.jpg").toUri().toString(),
                "http://good.test:" + good.port() + "/good");
    }

    /** Knows {@code good.test} and the names of the attacks. Some change their address from one lookup to the next. */
    public HostResolver resolver() {
        return this::resolve;
    }

    public int reached() {
        return Stream.concat(Stream.of(sink, closed), twins.stream())
                .collect(Collectors.summingInt(ImageServer::connections));
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        List<String> found =
                switch (host) {
                    case "rebind.test", "rebind-busy.test" -> inTurn(host, "127.0.0.1", "127.0.0.2");
                    default -> STEADY_NAMES.getOrDefault(host, HostileAddresses.NAMES.getOrDefault(host, List.of()));
                };
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found.stream()
                .map(text -> AddressLiterals.parse(text).orElseThrow())
                .toList();
    }

    private synchronized List<String> inTurn(String host, String first, String then) {
        int turn = turns.computeIfAbsent(host, name -> new AtomicInteger()).getAndIncrement();
        return List.of(turn == 0 ? first : then);
    }

    ImageServer good() {
        return good;
    }

    ImageServer sink() {
        return sink;
    }

    ImageServer closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        good.close();
        closed.close();
        sink.close();
        for (ImageServer twin : twins) {
            twin.close();
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
