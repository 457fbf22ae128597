package dev.alexstream.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set: photographs by class.
 *
 * @param name of the folder they lie in
 * @param labels names of the classes, sorted
 * @param examples readable ones, in the order of their paths
 * @param skipped files that are no usable example, and why
 */
public record Photographs(String name, List<String> labels, List<Example> examples, List<Skipped> skipped) {

    /** A file that was left out; {@code reason} is a sentence for a person. */
    public record Skipped(Path file, String reason) {}

    public Photographs {
        labels = List.copyOf(labels);
        examples = List.copyOf(examples);
        skipped = List.copyOf(skipped);
    }

    /**
     * Itself.
     *
     * @param perClass usable examples that every class needs
     * @throws TrainingException names the classes that have fewer
     */
    public Photographs requireAtLeast(int perClass) {
        List<String> poor = IntStream.range(0, labels.size())
                .filter(label -> examples.stream()
                                .filter(example -> example.label() == label)
                                .count()
                        < perClass)
                .mapToObj(labels::get)
                .toList();
        if (!poor.isEmpty()) {
            throw new TrainingException("these classes have fewer than " + perClass + " usable images, add some: "
                    + String.join(", ", poor));
        }
        return this;
    }

    /**
     * The same examples with indices into other labels.
     *
     * @throws TrainingException if a class is not among them
     */
    public Photographs relabelled(List<String> others) {
        for (String label : labels) {
            if (!others.contains(label)) {
                throw new TrainingException(
                        "the model knows no class \"" + label + "\", it knows " + String.join(", ", others));
            }
        }
        List<Example> renumbered = examples.stream()
                .map(example ->
                        new Example(example.file(), example.digest(), others.indexOf(labels.get(example.label()))))
                .toList();
        return new Photographs(name, others, renumbered, skipped);
    }

    /** SHA-256 over the sorted content digests with their labels: equal for equal data sets, wherever they lie. */
    public String digest() {
        MessageDigest sha = Digests.sha256();
        examples.stream()
                .map(example -> example.digest() + " " + labels.get(example.label()) + "\n")
                .sorted()
                .forEach(line -> sha.update(line.getBytes(StandardCharsets.UTF_8)));
        return "sha256:" + Digests.hex(sha);
    }
}
