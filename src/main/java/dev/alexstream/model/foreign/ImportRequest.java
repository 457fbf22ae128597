package dev.alexstream.model.foreign;

import dev.alexstream.network.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * What a person says about a file to import. What is left open follows from the file: its architecture, labels {@code class-0} and so on,
 * and the preprocessing of the architecture.
 *
 * @param name of the model
 * @param labels in the order of the network's outputs
 * @param architecture one of {@link dev.alexstream.network.AlexNets#NAMES}
 */
public record ImportRequest(
        String name,
        Optional<List<String>> labels,
        Optional<String> architecture,
        Optional<Preprocessing> preprocessing) {

    /** All is left open. */
    public static ImportRequest named(String name) {
        return new ImportRequest(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public ImportRequest withLabels(List<String> inOrder) {
        return new ImportRequest(name, Optional.of(inOrder), architecture, preprocessing);
    }

    public ImportRequest withArchitecture(String wanted) {
        return new ImportRequest(name, labels, Optional.of(wanted), preprocessing);
    }
}
