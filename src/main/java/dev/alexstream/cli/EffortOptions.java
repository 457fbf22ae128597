package dev.alexstream.cli;

import dev.alexstream.training.BaseModel;
import dev.alexstream.training.Recipe;
import dev.alexstream.training.TrainingChoices;
import dev.alexstream.training.TrainingChoices.Thaw;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What training starts from, how it goes and for how long. */
final class EffortOptions {

    private static final String NOTHING = "none";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--recipe",
            paramLabel = "krizhevsky2012|keras",
            converter = RecipeConverter.class,
            description = "Train from nothing as published: krizhevsky2012 (the paper, on alexnet-2012) or keras (the"
                    + " listing, on alexnet-keras). Takes many images and much time.")
    private Recipe recipe = Recipe.OWN;

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description = "What to start from: a safetensors file, a model folder, or none"
                    + " (default: the starter model for alexnet-2012, else none).")
    private String base;

    @Option(
            names = "--unfreeze",
            paramLabel = "LAYER",
            split = ",",
            description = "After the head, train this layer and all later ones, for example conv4; conv1 for all."
                    + " Several, for example conv3,conv1: one after the other.")
    private List<String> unfreeze = List.of();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of the head; without a base, of the whole network"
                    + " (default: 30; with --recipe krizhevsky2012 at most 90).")
    private Integer epochs;

    @Option(
            names = "--unfrozen-epochs",
            paramLabel = "N",
            split = ",",
            description = "Epochs after --unfreeze: one number, or one for each layer (default: 3).")
    private List<Integer> unfrozenEpochs = List.of();

    @Option(
            names = "--rehearse-from",
            paramLabel = "LAYER",
            description = "Let the model carry examples for trainers with alexstream.learning.unfreeze=LAYER"
                    + " (default: for those that train the dense layers).")
    private String rehearseFrom;

    Recipe recipe() {
        return recipe;
    }

    /**
     * @throws ParameterException if a choice makes no sense
     */
    TrainingChoices.Effort chosen() {
        require(epochs == null || epochs > 0, "--epochs " + epochs + " is less than 1");
        require(
                unfrozenEpochs.stream().allMatch(each -> each > 0)
                        && (unfrozenEpochs.size() <= 1 || unfrozenEpochs.size() == unfreeze.size()),
                "--unfrozen-epochs " + unfrozenEpochs + " must be one positive number, or one for each layer");
        if (recipe.isPublished()) {
            requireFromNothing();
        }
        List<Thaw> thaws = IntStream.range(0, unfreeze.size())
                .mapToObj(i -> new Thaw(unfreeze.get(i), epochsAfterThaw(i)))
                .toList();
        return new TrainingChoices.Effort(epochs == null ? recipe.epochs() : epochs, thaws);
    }

    Optional<String> rehearseFrom() {
        return Optional.ofNullable(rehearseFrom);
    }

    private int epochsAfterThaw(int index) {
        return unfrozenEpochs.isEmpty() ? 3 : unfrozenEpochs.get(Math.min(index, unfrozenEpochs.size() - 1));
    }

    private void requireFromNothing() {
        String start = "--recipe " + recipe.word() + " trains the whole network from nothing: ";
        require(base == null || base.equals(NOTHING), start + "--base " + base + " cannot be its start");
        require(
                unfreeze.isEmpty() && unfrozenEpochs.isEmpty(),
                start + "there is nothing to --unfreeze, and no --unfrozen-epochs");
    }

    /** Reads it. */
    BaseModel base(TrainingChoices.Network network) {
        if (recipe.isPublished()) {
            return BaseModel.RANDOM;
        }
        if (base == null) {
            return TrainingChoices.fitsStarter(network) ? BaseModel.starter() : BaseModel.RANDOM;
        }
        return base.equals(NOTHING) ? BaseModel.RANDOM : BaseModel.read(Path.of(base));
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), sentence);
        }
    }
}
