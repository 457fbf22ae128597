package dev.alexstream.cli;

import dev.alexstream.training.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who learns and who is asked. */
final class HoldoutOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of each class that is not trained on but says when to stop, and how good the model is;"
                    + " 0 to train on everything (default: ${DEFAULT-VALUE}).")
    private double holdout;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "First cross-validate the whole procedure: K times, each time asking another part.")
    private Integer folds;

    /**
     * @throws ParameterException if a choice makes no sense
     */
    void requireSense(Recipe recipe) {
        require(holdout >= 0 && holdout < 1, "--holdout " + holdout + " is not a share, 0 to below 1");
        require(folds == null || folds > 1, "--folds " + folds + " is less than 2");
        if (recipe.needsHoldout()) {
            String start =
                    "--recipe " + recipe.word() + " divides the learning rate when the holdout error falls no more: ";
            require(holdout > 0, start + "--holdout must be above 0");
            require(folds == null, start + "--folds keeps no holdout while it trains");
        }
    }

    long seed() {
        return seed;
    }

    double share() {
        return holdout;
    }

    /** Null if there is to be no cross-validation. */
    Integer folds() {
        return folds;
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), sentence);
        }
    }
}
