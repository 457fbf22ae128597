package dev.alexstream.message;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks golden requests: bytes changed, cut, doubled and spliced from one record into another, headers mixed up. */
final class Mutations {

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ":",
        ",",
        "null",
        "true",
        "1e999",
        "-0",
        "\\ud83d",
        "\\u0000",
        "\"uri\":",
        "\"Records\":",
        "\"specversion\":\"1.0\",",
        "\"top_k\":",
        "data:",
        ";base64,",
        "%",
        "%C3",
        "+",
        "@",
        "?",
        "#",
        "//",
        "\uFEFF",
        "\u00e9"
    };

    private final Random random;
    private final List<Golden> goldens;

    Mutations(Random random, List<Golden> goldens) {
        this.random = random;
        this.goldens = goldens;
    }

    InboundRecord next() {
        InboundRecord golden = any();
        byte[] value = golden.value();
        List<RecordHeader> headers = new ArrayList<>(golden.headers());
        for (int change = random.nextInt(4); change >= 0; change--) {
            if (random.nextInt(4) == 0) {
                changeHeaders(headers);
            } else {
                value = changed(value == null ? new byte[0] : value);
            }
        }
        return new InboundRecord(golden.coordinates(), golden.timestamp(), null, value, headers);
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> spliced(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, from + 1));
            case 1 -> spliced(bytes, from, new byte[0], to);
            case 2 -> spliced(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            case 3, 4 -> spliced(bytes, from, Utf8.encode(TOKENS[random.nextInt(TOKENS.length)]), to);
            default -> withTailOfAnother(bytes, from);
        };
    }

    private byte[] withTailOfAnother(byte[] bytes, int from) {
        byte[] other = any().value();
        return other == null ? new byte[0] : spliced(bytes, from, tail(other), bytes.length);
    }

    private byte[] tail(byte[] bytes) {
        return Arrays.copyOfRange(bytes, random.nextInt(bytes.length + 1), bytes.length);
    }

    /** {@code bytes} with everything from {@code from} to {@code to} replaced. */
    private static byte[] spliced(byte[] bytes, int from, byte[] replacement, int to) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(replacement);
        spliced.write(bytes, to, bytes.length - to);
        return spliced.toByteArray();
    }

    private void changeHeaders(List<RecordHeader> headers) {
        if (!headers.isEmpty() && random.nextBoolean()) {
            int at = random.nextInt(headers.size());
            RecordHeader header = headers.get(at);
            headers.set(
                    at,
                    new RecordHeader(
                            header.name(),
                            random.nextInt(8) == 0
                                    ? null
                                    : changed(header.value() == null ? new byte[0] : header.value())));
        } else {
            headers.addAll(any().headers());
        }
    }

    private InboundRecord any() {
        return goldens.get(random.nextInt(goldens.size())).record();
    }
}
