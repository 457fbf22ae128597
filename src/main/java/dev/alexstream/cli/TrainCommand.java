package dev.alexstream.cli;

import dev.alexstream.Ticks;
import dev.alexstream.engine.EngineException;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.network.NetworkException;
import dev.alexstream.training.BaseModel;
import dev.alexstream.training.Checkpoints;
import dev.alexstream.training.ModelTraining;
import dev.alexstream.training.Photographs;
import dev.alexstream.training.TrainingChoices;
import dev.alexstream.training.TrainingException;
import dev.alexstream.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model from a folder of class folders.",
            "A dense head is trained on what the convolutions of the base see; --unfreeze goes on with the convolutions.",
            "--recipe trains the whole network from nothing."
        })
final class TrainCommand implements Callable<Integer> {

    /** One to train on and one to ask. */
    private static final int LEAST_PER_CLASS = 2;

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "One folder for each class, named after it, with its images.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The model folder to write; its name is the model's. Must not exist, or be empty.")
    private Path out;

    @Mixin
    private NetworkOptions network;

    @Mixin
    private EffortOptions effort;

    @Mixin
    private HoldoutOptions holdout;

    @Mixin
    private ResumeOptions resume;

    @Mixin
    private OutputOptions output;

    TrainCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        TrainingChoices choices = choices();
        try {
            if (resume.isWritten(out)) {
                resume.remove(out);
                console.note("the model in " + out + " had been written already");
                return ExitCode.DONE;
            }
            ModelFolder.requireFree(out);
            return train(choices, resume.checkpoints(out));
        } catch (TrainingException | ModelException | NetworkException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot keep temporary files: " + e, e);
        }
    }

    private TrainingChoices choices() {
        if (!Files.isDirectory(data)) {
            throw new ParameterException(spec.commandLine(), "--data " + data + " is not a folder");
        }
        holdout.requireSense(effort.recipe());
        resume.requireSense(holdout);
        return new TrainingChoices(effort.recipe(), network.chosen(), effort.chosen(), holdout.seed());
    }

    private int train(TrainingChoices choices, Checkpoints checkpoints) throws IOException {
        BaseModel start = effort.base(choices.network());
        LearningTools tools = LearningTools.of(settings);
        ImageDecoder decoder = tools.decoder();
        Photographs photographs = tools.read(console, data).requireAtLeast(LEAST_PER_CLASS);
        Path scratch = Files.createTempDirectory("alexstream-");
        var display = new TrainingDisplay(console, Ticks.SYSTEM.nano());
        var equipment = new ModelTraining.Tools(decoder, tools.engine(), scratch, display);
        TrainingRequest request = choices.over(start, photographs.labels());
        try (var training = new ModelTraining(request, effort.rehearseFrom(), photographs, equipment)) {
            if (holdout.folds() != null) {
                new ScoresReport(console, output.json())
                        .print("cross-validation", training.crossValidate(holdout.folds()));
            }
            LoadedModel model = ModelFolder.write(training.train(name(), holdout.share(), checkpoints), out);
            checkpoints.remove();
            report(model, photographs);
        } finally {
            Files.delete(scratch);
        }
        return photographs.skipped().isEmpty() ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    private String name() {
        return String.valueOf(out.toAbsolutePath().normalize().getFileName());
    }

    private void report(LoadedModel model, Photographs photographs) {
        if (output.json()) {
            console.line(JsonLine.of(JsonLine.object()
                    .put("name", model.manifest().name())
                    .put("version", model.manifest().version())
                    .put("digest", model.manifest().digest())
                    .put("folder", out.toString())
                    .put("examples", photographs.examples().size())
                    .put("skipped", photographs.skipped().size())
                    .set("figures", JsonLine.numbers(model.manifest().figures()))));
        } else {
            model.manifest().figures().forEach((figure, value) -> console.line(figure + " " + value));
            console.line(
                    "model " + model.manifest().name() + " " + model.manifest().digest() + " written to " + out);
        }
    }
}
