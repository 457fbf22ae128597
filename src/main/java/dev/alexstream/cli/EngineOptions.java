package dev.alexstream.cli;

import dev.alexstream.network.AlexNets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that measures engines: which network, and how many images at once. */
public final class EngineOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--architecture",
            paramLabel = "A",
            defaultValue = AlexNets.ALEXNET_2012,
            completionCandidates = ArchitectureNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String architecture;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Classes of the network (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--batch",
            paramLabel = "L",
            split = ",",
            defaultValue = "1,8,32,64",
            description = "Batch sizes (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    /** Before anything is made of them. */
    public void requireSense() {
        require(
                AlexNets.NAMES.contains(architecture),
                "--architecture " + architecture + " is unknown, known are " + String.join(", ", AlexNets.NAMES));
        require(classes > 0, "--classes " + classes + " is less than 1");
        require(batches.stream().allMatch(batch -> batch > 0), "--batch " + batches + " must be positive");
    }

    public String architecture() {
        return architecture;
    }

    public int classes() {
        return classes;
    }

    public List<Integer> batches() {
        return batches;
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), sentence);
        }
    }
}
