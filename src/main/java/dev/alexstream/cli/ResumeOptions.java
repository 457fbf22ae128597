package dev.alexstream.cli;

import dev.alexstream.Ticks;
import dev.alexstream.training.CheckpointFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether training goes on where another process was interrupted. */
final class ResumeOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--resume",
            description =
                    "Go on where a run with the same options was interrupted, from what it left in the folder DIR.training"
                            + " beside --out; gives the same weights as one that was not.")
    private boolean resume;

    /**
     * @throws ParameterException if a choice makes no sense
     */
    void requireSense(HoldoutOptions holdout) {
        if (resume && holdout.folds() != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--resume goes on with the training of the model, of --folds nothing is kept: leave one of them away");
        }
    }

    /** Removes the checkpoints of a model folder. */
    void remove(Path out) {
        CheckpointFolder.empty(folder(out), Ticks.SYSTEM.nano()).remove();
    }

    /**
     * Those of a model folder.
     *
     * @throws CommandFailure if there are none to go on with, or some that would be lost
     */
    CheckpointFolder checkpoints(Path out) {
        Path folder = folder(out);
        if (resume && !CheckpointFolder.isIn(folder)) {
            throw new CommandFailure("there is nothing to resume: " + folder + " holds no checkpoint; without --resume"
                    + " training begins anew");
        }
        if (!resume && CheckpointFolder.isIn(folder)) {
            throw new CommandFailure("an interrupted training has left " + folder
                    + ": go on with it by --resume, or delete it to begin anew");
        }
        return resume
                ? CheckpointFolder.resumed(folder, Ticks.SYSTEM.nano())
                : CheckpointFolder.empty(folder, Ticks.SYSTEM.nano());
    }

    /** The process died after it had written the model, which happens at once, and before it had removed its checkpoint. */
    boolean isWritten(Path out) {
        return resume && CheckpointFolder.isIn(folder(out)) && Files.isRegularFile(out.resolve("manifest.json"));
    }

    private static Path folder(Path out) {
        Path absolute = out.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".training");
    }
}
