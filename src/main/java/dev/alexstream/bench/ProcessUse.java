package dev.alexstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used since it started. Where the system does not tell memory, as only Linux does in {@code /proc}, it is absent.
 *
 * @param cpuSeconds of all its threads
 * @param residentBytes now
 * @param peakResidentBytes the most it ever had
 */
public record ProcessUse(double cpuSeconds, OptionalLong residentBytes, OptionalLong peakResidentBytes) {

    private static final Pattern KILOBYTES = Pattern.compile("(VmRSS|VmHWM):\\s*(\\d+) kB");

    /** Empty when the process has ended, or the system does not tell. */
    public static Optional<ProcessUse> of(ProcessHandle process) {
        return process.info().totalCpuDuration().map(cpu -> {
            List<String> status = status(process.pid());
            return new ProcessUse(cpu.toNanos() / 1e9, bytes("VmRSS", status), bytes("VmHWM", status));
        });
    }

    private static List<String> status(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static OptionalLong bytes(String name, List<String> status) {
        return status.stream()
                .map(KILOBYTES::matcher)
                .filter(line -> line.matches() && line.group(1).equals(name))
                .mapToLong(ProcessUse::bytes)
                .findFirst();
    }

    private static long bytes(Matcher line) {
        return 1024 * Long.parseLong(line.group(2));
    }
}
