package dev.alexstream.cli;

import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.foreign.ImportRequest;
import dev.alexstream.model.foreign.Labels;
import dev.alexstream.network.AlexNets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a file of weights does not say itself. */
final class ForeignModelOptions {

    private static final int COLOURS = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "N",
            description = "Name of the model (default: that of the folder or file).")
    private String name;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "A text file with the label of each class on a line, in the order of the outputs"
                    + " (default: class-0, class-1 and so on).")
    private Path labels;

    @Option(
            names = "--architecture",
            paramLabel = "A",
            completionCandidates = ArchitectureNames.class,
            description = "What the weights must be for, one of ${COMPLETION-CANDIDATES}"
                    + " (default: what the file says, alexnet-keras for HDF5).")
    private String architecture;

    @Option(
            names = "--mean",
            paramLabel = "R,G,B",
            split = ",",
            description = "What is subtracted from the levels 0 to 255 of an image (default: as the architecture is"
                    + " usually trained).")
    private List<Double> mean = List.of();

    @Option(
            names = "--scale",
            paramLabel = "R,G,B",
            split = ",",
            description = "What they are divided by then (default: as the architecture is usually trained).")
    private List<Double> scale = List.of();

    void requireSense() {
        require(labels == null || Files.isRegularFile(labels), "--labels " + labels + " is not a file");
        require(
                name == null || ModelManifest.isName(name),
                "--name " + name + " is not a name of lower case letters, digits, '.', '_' and '-'");
        require(
                architecture == null || AlexNets.NAMES.contains(architecture),
                "--architecture " + architecture + " is unknown, known are " + String.join(", ", AlexNets.NAMES));
        require(mean.isEmpty() == scale.isEmpty(), "--mean and --scale belong together");
        require(
                mean.isEmpty() || (mean.size() == COLOURS && scale.size() == COLOURS && isSound()),
                "--mean " + mean + " and --scale " + scale + " must be three numbers each, no scale zero");
    }

    /** Whether anything was given. */
    boolean any() {
        return name != null || labels != null || architecture != null || !mean.isEmpty();
    }

    /** @param named what the model is called after, without a name of its own */
    ImportRequest request(Path named) {
        String usual = String.valueOf(named.toAbsolutePath().normalize().getFileName());
        return new ImportRequest(
                name == null ? ModelManifest.named(usual) : name,
                Optional.ofNullable(labels).map(Labels::read),
                Optional.ofNullable(architecture),
                mean.isEmpty() ? Optional.empty() : Optional.of(AlexNets.preprocessing(mean, scale)));
    }

    private boolean isSound() {
        return mean.stream().allMatch(Double::isFinite)
                && scale.stream().allMatch(each -> Double.isFinite(each) && each != 0);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
