package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.training.TrainingBench;
import dev.alexstream.training.TrainingFigure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "training",
        mixinStandardHelpOptions = true,
        description = {
            "Measures training of a whole network, and features for training a head, with this program and with DL4J as it is released,"
                    + " in turns.",
            "Exit code 1 when the two do not compute the same, or both or none have DL4J's oneDNN helpers."
        })
final class BenchTrainingCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Examples of a step (default: ${DEFAULT-VALUE}, as 'train --unfreeze' has it).")
    private int batch;

    @Mixin
    private RoundsOptions rounds;

    @Mixin
    private OutputOptions output;

    BenchTrainingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        require(batch > 0, "--batch " + batch + " is less than 1");
        rounds.requireSense();
        try (var bench = new TrainingBench(batch)) {
            print(bench.measure(rounds.rounds()));
        }
        return ExitCode.DONE;
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    private void print(List<TrainingFigure> figures) {
        TrainingFigure own = figures.get(0);
        TrainingFigure released = figures.get(1);
        double training = released.stepMillis() / own.stepMillis();
        double features = released.featureMillis() / own.featureMillis();
        if (output.json()) {
            figures.forEach(figure -> console.line(JsonLine.of(object(figure))));
            ObjectNode ratios = JsonLine.figure(JsonLine.object(), "training_ratio", training);
            console.line(JsonLine.of(JsonLine.figure(ratios, "features_ratio", features)));
        } else {
            table(figures).lines().forEach(console::line);
            console.line("");
            console.line("alexstream trains " + FigureTable.number(training) + " times and computes features "
                    + FigureTable.number(features) + " times as fast");
        }
    }

    private static ObjectNode object(TrainingFigure figure) {
        ObjectNode node = JsonLine.object()
                .put("trainer", figure.trainer())
                .put("helpers", figure.probe().helped())
                .put("batch", figure.batch());
        JsonLine.figure(node, "convolution_ms", figure.probe().medianMillis());
        JsonLine.figure(node, "step_ms", figure.stepMillis());
        JsonLine.figure(node, "trained_images_per_second", figure.trainedPerSecond());
        return JsonLine.figure(node, "feature_images_per_second", figure.featuresPerSecond());
    }

    private static FigureTable table(List<TrainingFigure> figures) {
        var table = new FigureTable(
                "trainer", "helpers", "batch", "a convolution ms", "step ms", "trained images/s", "features images/s");
        figures.forEach(figure -> table.row(
                figure.trainer(),
                figure.probe().helped() ? "yes" : "no",
                Integer.toString(figure.batch()),
                FigureTable.number(figure.probe().medianMillis()),
                FigureTable.number(figure.stepMillis()),
                FigureTable.number(figure.trainedPerSecond()),
                FigureTable.number(figure.featuresPerSecond())));
        return table;
    }
}
