package dev.alexstream.training;

import dev.alexstream.engine.ActivationSurvey;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import dev.alexstream.training.ModelTraining.Tools;
import java.util.List;
import java.util.stream.IntStream;

/** What photographs make flow through a network when it is served. */
record PhotographActivations(Tools tools, Preprocessing preprocessing, List<Example> examples) {

    /** Enough that more of them hardly add to the largest values. */
    private static final int MOST = 256;

    /** Of at most {@value #MOST} examples, evenly taken from all. */
    ActivationRanges ranges(Architecture architecture, Weights weights) {
        int count = Math.min(MOST, examples.size());
        var reader = new PhotographReader(tools.decoder(), architecture.inputSide());
        tools.progress().began("activations", count);
        try (Classifier exact = Classifiers.openExact(architecture, weights, preprocessing, tools.engine())) {
            List<RgbPixels> images = IntStream.range(0, count)
                    .mapToObj(i -> examples.get((int) ((long) i * examples.size() / count)))
                    .map(example -> {
                        tools.progress().step();
                        return reader.read(example, View.ofServing(preprocessing.shortSide()));
                    })
                    .toList();
            return ActivationSurvey.of(exact, architecture, images);
        } finally {
            tools.progress().ended();
        }
    }
}
