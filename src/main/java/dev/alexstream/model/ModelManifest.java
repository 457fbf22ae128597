package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Preprocessing;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a model says of itself; stands in {@code manifest.json}.
 *
 * @param name lower case letters, digits, {@code .}, {@code _} and {@code -}
 * @param version of the same alphabet
 * @param labels of the classes, in the order of the network's outputs
 * @param training how it came to be; null if unknown
 * @param figures measured on examples that were held out, by name, for example {@code cross-validation-top-1}
 * @param activationRanges seen while it was made, for engines that compute with bytes; null if unknown
 * @param reference what it answered while it was made, to tell drift by; null if unknown
 * @param digest SHA-256 of the weights file: {@code sha256:} and 64 hexadecimal digits
 * @param exemplars SHA-256 of the file of exemplars; null if there is none
 */
public record ModelManifest(
        String name,
        String version,
        ArchitectureReference architecture,
        List<String> labels,
        Preprocessing preprocessing,
        TrainingLineage training,
        SortedMap<String, Double> figures,
        ActivationRanges activationRanges,
        DriftReference reference,
        String digest,
        String exemplars) {

    /** Of a model whose weights are not written yet. */
    public static final String NO_DIGEST_YET = "sha256:" + "0".repeat(64);

    /** As many classes as a model can have. */
    public static final int MAX_LABELS = 100_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MAX_LABEL_LENGTH = 200;

    public ModelManifest {
        require(name != null && NAME.matcher(name).matches(), "name", name);
        require(version != null && NAME.matcher(version).matches(), "version", version);
        require(
                architecture != null && architecture.name() != null && architecture.parameters() != null,
                "architecture",
                architecture);
        require(preprocessing != null, "preprocessing", null);
        require(digest != null && DIGEST.matcher(digest).matches(), "digest", digest);
        require(exemplars == null || DIGEST.matcher(exemplars).matches(), "exemplars", exemplars);
        labels = checkedLabels(labels);
        require(reference == null || reference.labels().size() == labels.size(), "reference", reference);
        requireOneLabelPerClass(labels.size(), architecture.parameters().classes());
        figures = figures == null ? new TreeMap<>() : new TreeMap<>(figures);
    }

    /** Whether a manifest accepts this as a name or a version. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The nearest thing to a text that a manifest accepts as a name. */
    public static String named(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(100, name.length()));
    }

    /** Of a model without reference and exemplars. */
    public ModelManifest(
            String name,
            String version,
            ArchitectureReference architecture,
            List<String> labels,
            Preprocessing preprocessing,
            TrainingLineage training,
            SortedMap<String, Double> figures,
            ActivationRanges activationRanges,
            String digest) {
        this(
                name,
                version,
                architecture,
                labels,
                preprocessing,
                training,
                figures,
                activationRanges,
                null,
                digest,
                null);
    }

    /** The same manifest over other files. */
    ModelManifest withDigests(String newDigest, String newExemplars) {
        return new ModelManifest(
                name,
                version,
                architecture,
                labels,
                preprocessing,
                training,
                figures,
                activationRanges,
                reference,
                newDigest,
                newExemplars);
    }

    /** The same manifest of another version. */
    public ModelManifest withVersion(String newVersion) {
        return new ModelManifest(
                name,
                newVersion,
                architecture,
                labels,
                preprocessing,
                training,
                figures,
                activationRanges,
                reference,
                digest,
                exemplars);
    }

    /** The same manifest with another reference. */
    public ModelManifest withReference(DriftReference newReference) {
        return new ModelManifest(
                name,
                version,
                architecture,
                labels,
                preprocessing,
                training,
                figures,
                activationRanges,
                newReference,
                digest,
                exemplars);
    }

    private static void require(boolean holds, String member, Object value) {
        if (!holds) {
            throw new ModelException(
                    Problem.INVALID_MANIFEST, "the manifest's " + member + " is missing or invalid: " + value);
        }
    }

    private static List<String> checkedLabels(List<String> labels) {
        if (labels == null || labels.isEmpty() || labels.size() > MAX_LABELS) {
            throw new ModelException(
                    Problem.INVALID_LABELS,
                    "the manifest must have 1 to " + MAX_LABELS + " labels, it has "
                            + (labels == null ? 0 : labels.size()));
        }
        var seen = new HashSet<String>();
        for (String label : labels) {
            if (label == null || label.isBlank() || label.length() > MAX_LABEL_LENGTH || !seen.add(label)) {
                throw new ModelException(
                        Problem.INVALID_LABELS, "label is empty, too long or stands twice in the manifest: " + label);
            }
        }
        return List.copyOf(labels);
    }

    private static void requireOneLabelPerClass(int labels, int classes) {
        if (labels != classes) {
            throw new ModelException(
                    Problem.INVALID_LABELS, "the manifest has " + labels + " labels for " + classes + " classes");
        }
    }
}
