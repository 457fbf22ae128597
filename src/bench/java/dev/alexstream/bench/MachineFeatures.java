package dev.alexstream.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What of a machine matters for its figures, and nothing that tells which machine it is. */
public final class MachineFeatures {

    /** As Linux calls them. */
    private static final List<String> TELLING =
            List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8");

    private static final Path CPU = Path.of("/proc/cpuinfo");

    private MachineFeatures() {}

    /** For example {@code 2 processors, amd64 with avx2, avx512f, Java 17}. */
    public static String here() {
        try {
            return sentence(
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.arch"),
                    Files.isReadable(CPU) ? Files.readString(CPU) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param cpu what Linux tells of it; may be empty */
    static String sentence(int processors, String architecture, String cpu) {
        List<String> words = Arrays.asList(cpu.split("\\s+"));
        String features = TELLING.stream().filter(words::contains).collect(Collectors.joining(", "));
        return processors + (processors == 1 ? " processor, " : " processors, ") + architecture
                + (features.isEmpty() ? "" : " with " + features) + ", Java "
                + Runtime.version().feature();
    }
}
