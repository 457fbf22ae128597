package dev.alexstream.cli;

import dev.alexstream.engine.EngineException;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.training.Evaluator;
import dev.alexstream.training.Photographs;
import dev.alexstream.training.Scores;
import dev.alexstream.training.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures a model on a folder of class folders: top-1, top-5, each class, confusion matrix.")
final class EvaluateCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "One folder for each class, named as the model names it, with its images.")
    private Path data;

    @Option(
            names = "--crops",
            paramLabel = "1|10",
            defaultValue = "1",
            description = "1: as a worker sees an image; 10: the mean over centre, corners and their mirror images"
                    + " (default: ${DEFAULT-VALUE}).")
    private int crops;

    @Mixin
    private ModelOptions model;

    @Mixin
    private OutputOptions output;

    EvaluateCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "--data " + data + " is not a folder");
        }
        if (crops != 1 && crops != 10) {
            throw new ParameterException(spec.commandLine(), "--crops " + crops + " is neither 1 nor 10");
        }
        try {
            Settings chosen = settings.with(model.asSettings());
            LoadedModel loaded = Models.load(chosen);
            LearningTools tools = LearningTools.of(chosen);
            Photographs photographs = tools.read(console, data)
                    .requireAtLeast(1)
                    .relabelled(loaded.manifest().labels());
            new ScoresReport(console, output.json())
                    .print(loaded.manifest().name(), scores(tools, loaded, photographs));
            return photographs.skipped().isEmpty() ? ExitCode.DONE : ExitCode.SOME_REJECTED;
        } catch (TrainingException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private Scores scores(LearningTools tools, LoadedModel loaded, Photographs photographs) {
        var network = new Evaluator.Network(
                loaded.architecture(),
                loaded.weights(),
                loaded.manifest().preprocessing(),
                loaded.manifest().activationRanges());
        List<String> labels = loaded.manifest().labels();
        try (Progress bar =
                Progress.on(console, "evaluating", photographs.examples().size())) {
            return new Evaluator(tools.decoder(), tools.engine())
                    .evaluate(
                            network,
                            labels,
                            photographs.examples(),
                            crops == 10 ? Evaluator.Crops.TEN : Evaluator.Crops.SERVED,
                            bar::step);
        }
    }
}
