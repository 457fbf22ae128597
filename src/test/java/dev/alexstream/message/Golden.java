package dev.alexstream.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request as it crosses the wire, version 1: a folder with the value ({@code value.*}, none for a tombstone), the headers
 * ({@code headers.txt}, lines {@code name: value}) and what they are read as ({@code parsed.json}).
 */
record Golden(String name, InboundRecord record, JsonNode parsed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Golden> requests() {
        try (Stream<Path> folders = Files.list(path("requests"))) {
            return folders.sorted().map(Golden::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] result(String file) {
        return bytes(path("results").resolve(file));
    }

    static byte[] training(String file) {
        return bytes(path("training").resolve(file));
    }

    static List<RecordHeader> trainingHeaders(String file) {
        return headers(path("training").resolve(file));
    }

    boolean isJson() {
        return record.value() != null && JsonObjects.startsLikeOne(record.value());
    }

    boolean isValid() {
        return !parsed.has("error_code");
    }

    @Override
    public String toString() {
        return name;
    }

    private static Golden read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            byte[] value = files.filter(file -> file.getFileName().toString().startsWith("value."))
                    .map(Golden::bytes)
                    .findFirst()
                    .orElse(null);
            InboundRecord record =
                    new InboundRecord(Records.AT, Instant.EPOCH, null, value, headers(folder.resolve("headers.txt")));
            return new Golden(
                    folder.getFileName().toString(),
                    record,
                    JSON.readTree(folder.resolve("parsed.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RecordHeader> headers(Path file) {
        List<RecordHeader> headers = new ArrayList<>();
        String lines = Files.exists(file) ? new String(bytes(file), StandardCharsets.UTF_8) : "";
        for (String line : lines.lines().toList()) {
            int colon = line.indexOf(": ");
            headers.add(Records.header(line.substring(0, colon), line.substring(colon + 2)));
        }
        return headers;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String folder) {
        try {
            return Path.of(Golden.class.getResource("/golden/v1/" + folder).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has no folder golden/v1/" + folder, e);
        }
    }
}
