package dev.alexstream.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What takes part in a comparison.
 *
 * @param engine as {@link PeerHost} knows it
 * @param precision as in a figure
 * @param first jars that stand before everything else on the class path, to choose a version
 */
public record Peer(String engine, String precision, List<Path> first) {

    /** The engine of this program that is compared with the others. */
    public static final String OWN = "onednn";

    private static final String PYTORCH = "pytorch";

    /**
     * Freed memory stays with the process, as allocators do that PyTorch is advised to run on. As it comes, glibc gives large arrays back
     * to the system at once and has their pages cleared anew for each operation, up to four fifths of PyTorch's time.
     */
    private static final Map<String, String> KEPT_MEMORY = Map.of(
            "MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 40), "MALLOC_TOP_PAD_", "67108864");

    public Peer {
        first = List.copyOf(first);
    }

    /**
     * Every engine there is, this program's own in single precision first.
     *
     * @param libraries a folder with a jar for each version of ONNX Runtime, and the natives of PyTorch
     * @throws BenchException when a library is not there
     */
    public static List<Peer> all(Path libraries) throws IOException {
        List<Peer> peers = new ArrayList<>();
        peers.add(new Peer(OWN, "fp32", List.of()));
        peers.add(new Peer(OWN, "bf16", List.of()));
        peers.add(new Peer(OWN, "int8", List.of()));
        for (Path jar : jars(libraries, "onnxruntime")) {
            peers.add(new Peer("onnxruntime", "fp32", List.of(jar)));
            peers.add(new Peer("onnxruntime", "int8", List.of(jar)));
        }
        List<Path> pytorch = jars(libraries, PYTORCH + "-native");
        peers.add(new Peer(PYTORCH, "fp32", pytorch));
        peers.add(new Peer(PYTORCH, "bf16", pytorch));
        peers.add(new Peer("dl4j", "fp32", List.of()));
        peers.add(new Peer(ReleasedDl4jPeer.NAME, "fp32", List.of()));
        return peers;
    }

    /** Variables of its process. */
    Map<String, String> environment() {
        return engine.equals(PYTORCH) ? KEPT_MEMORY : Map.of();
    }

    private static List<Path> jars(Path folder, String library) throws IOException {
        try (var files = Files.newDirectoryStream(folder, library + "*.jar")) {
            List<Path> jars = new ArrayList<>();
            files.forEach(jars::add);
            if (jars.isEmpty()) {
                throw new BenchException("there is no " + library + "*.jar in " + folder);
            }
            Collections.sort(jars);
            return jars;
        }
    }

    /** The class path of its process. */
    String classPath() {
        List<String> entries = new ArrayList<>();
        first.forEach(jar -> entries.add(jar.toString()));
        entries.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, entries);
    }

    @Override
    public String toString() {
        return engine + " " + precision + (first.isEmpty() ? "" : " " + first);
    }
}
