package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.model.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names of classes in a text file, one a line, in the order of the network's outputs. */
public final class Labels {

    private static final int MAX_BYTES = 10 << 20;

    private Labels() {}

    /**
     * Labels that stand twice, as {@code crane} does in the usual list for ImageNet, are told apart by the number of their class, from 0:
     * {@code crane (134)} and {@code crane (517)}. Empty lines at the end are no labels.
     *
     * @throws ModelException {@link Problem#INVALID_LABELS} if it is no text file, or a line in it is empty
     */
    public static List<String> read(Path file) {
        List<String> lines =
                text(file).stripTrailing().lines().map(String::strip).toList();
        int empty = lines.indexOf("");
        if (empty >= 0) {
            throw new ModelException(
                    Problem.INVALID_LABELS, file + ": line " + (empty + 1) + " is empty; each line is one label");
        }
        Map<String, Integer> count = new HashMap<>();
        lines.forEach(line -> count.merge(line, 1, Integer::sum));
        return IntStream.range(0, lines.size())
                .mapToObj(i -> count.get(lines.get(i)) == 1 ? lines.get(i) : lines.get(i) + " (" + i + ")")
                .toList();
    }

    /** The given labels, if they are as many as there are classes, else {@code class-0} and so on. */
    static List<String> orNumbers(Optional<List<String>> labels, int classes) {
        if (classes > ModelManifest.MAX_LABELS) {
            throw new ModelException(
                    Problem.TOO_LARGE,
                    "it claims " + classes + " classes; a model can have at most " + ModelManifest.MAX_LABELS);
        }
        List<String> inOrder = labels.orElseGet(() -> IntStream.range(0, classes)
                .mapToObj(number -> "class-" + number)
                .toList());
        if (inOrder.size() != classes) {
            throw new ModelException(
                    Problem.INVALID_LABELS,
                    "the network has %d classes, but %d labels were given; it takes one for each, in the order of its outputs"
                            .formatted(classes, inOrder.size()));
        }
        return Collections.unmodifiableList(inOrder);
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ModelException(
                        Problem.INVALID_LABELS, file + " is larger than " + MAX_BYTES + " bytes; is it a text file?");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModelException(Problem.INVALID_LABELS, file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new ModelException(Problem.UNREADABLE, "cannot read labels " + file + ": " + e.getMessage(), e);
        }
    }
}
