package dev.alexstream.cli;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.training.TrainingChoices;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which network is trained. */
final class NetworkOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--architecture",
            paramLabel = "A",
            completionCandidates = ArchitectureNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: that of the recipe, else that of the base).")
    private String architecture;

    @Option(
            names = "--dense-units",
            paramLabel = "L",
            split = ",",
            description = "Units of the dense layers before the output, for example 512 or 4096,4096"
                    + " (default: those of the base, else the architecture's own).")
    private List<Integer> denseUnits = List.of();

    @Option(
            names = "--lrn-order",
            paramLabel = "before-pooling|after-pooling",
            description = "Where alexnet-2012 normalises (default: as the base, else before-pooling).")
    private String lrnOrder;

    /**
     * @throws ParameterException if a choice makes no sense
     */
    TrainingChoices.Network chosen() {
        require(denseUnits.stream().allMatch(units -> units > 0), "--dense-units " + denseUnits + " must be positive");
        require(
                architecture == null || AlexNets.NAMES.contains(architecture),
                "--architecture " + architecture + " is unknown, known are " + String.join(", ", AlexNets.NAMES));
        return new TrainingChoices.Network(
                Optional.ofNullable(architecture),
                denseUnits,
                Optional.ofNullable(lrnOrder).map(this::lrnOrder));
    }

    private LrnOrder lrnOrder(String text) {
        return switch (text) {
            case "before-pooling" -> LrnOrder.BEFORE_POOLING;
            case "after-pooling" -> LrnOrder.AFTER_POOLING;
            default ->
                throw new ParameterException(
                        command.commandLine(), "--lrn-order " + text + " is neither before-pooling nor after-pooling");
        };
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), sentence);
        }
    }
}
