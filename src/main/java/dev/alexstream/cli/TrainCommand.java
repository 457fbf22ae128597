package dev.alexstream.cli;

import dev.alexstream.engine.EngineException;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.NetworkException;
import dev.alexstream.training.BaseModel;
import dev.alexstream.training.ModelTraining;
import dev.alexstream.training.Photographs;
import dev.alexstream.training.TrainingChoices;
import dev.alexstream.training.TrainingChoices.Thaw;
import dev.alexstream.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
            "A dense head is trained on what the convolutions of the base see; --unfreeze goes on with the convolutions."
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

    @Option(
            names = "--architecture",
            paramLabel = "A",
            completionCandidates = ArchitectureNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: that of the base).")
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
            defaultValue = "30",
            description = "Epochs of the head; without a base, of the whole network (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--unfrozen-epochs",
            paramLabel = "N",
            split = ",",
            defaultValue = "3",
            description = "Epochs after --unfreeze: one number, or one for each layer (default: ${DEFAULT-VALUE}).")
    private List<Integer> unfrozenEpochs;

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

    @Mixin
    private OutputOptions output;

    TrainCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        requireSense();
        try {
            ModelFolder.requireFree(out);
            return train();
        } catch (TrainingException | ModelException | NetworkException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot keep temporary files: " + e, e);
        }
    }

    private int train() throws IOException {
        BaseModel start = base();
        LearningTools tools = LearningTools.of(settings);
        ImageDecoder decoder = tools.decoder();
        Photographs photographs = tools.read(console, data).requireAtLeast(LEAST_PER_CLASS);
        Path scratch = Files.createTempDirectory("alexstream-");
        var equipment = new ModelTraining.Tools(decoder, tools.engine(), scratch, new TrainingDisplay(console));
        try (var training = new ModelTraining(choices().over(start, photographs.labels()), photographs, equipment)) {
            if (folds != null) {
                new ScoresReport(console, output.json()).print("cross-validation", training.crossValidate(folds));
            }
            LoadedModel model = ModelFolder.write(training.train(name(), holdout), out);
            report(model, photographs);
        } finally {
            Files.delete(scratch);
        }
        return photographs.skipped().isEmpty() ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    private void requireSense() {
        require(Files.isDirectory(data), "--data " + data + " is not a folder");
        require(holdout >= 0 && holdout < 1, "--holdout " + holdout + " is not a share, 0 to below 1");
        require(epochs > 0, "--epochs " + epochs + " is less than 1");
        require(
                unfrozenEpochs.stream().allMatch(each -> each > 0)
                        && (unfrozenEpochs.size() == 1 || unfrozenEpochs.size() == unfreeze.size()),
                "--unfrozen-epochs " + unfrozenEpochs + " must be one positive number, or one for each layer");
        require(folds == null || folds > 1, "--folds " + folds + " is less than 2");
        require(denseUnits.stream().allMatch(units -> units > 0), "--dense-units " + denseUnits + " must be positive");
        require(
                architecture == null || AlexNets.NAMES.contains(architecture),
                "--architecture " + architecture + " is unknown, known are " + String.join(", ", AlexNets.NAMES));
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    private BaseModel base() {
        if (base == null) {
            return TrainingChoices.fitsStarter(network()) ? BaseModel.starter() : BaseModel.RANDOM;
        }
        return base.equals("none") ? BaseModel.RANDOM : BaseModel.read(Path.of(base));
    }

    private TrainingChoices choices() {
        List<Thaw> thaws = IntStream.range(0, unfreeze.size())
                .mapToObj(i -> new Thaw(unfreeze.get(i), unfrozenEpochs.get(Math.min(i, unfrozenEpochs.size() - 1))))
                .toList();
        return new TrainingChoices(network(), new TrainingChoices.Effort(epochs, thaws), seed);
    }

    private TrainingChoices.Network network() {
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
                        spec.commandLine(), "--lrn-order " + text + " is neither before-pooling nor after-pooling");
        };
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
