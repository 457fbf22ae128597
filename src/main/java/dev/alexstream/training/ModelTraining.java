package dev.alexstream.training;

import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.TrainingLineage;
import dev.alexstream.network.Architecture;
import dev.alexstream.training.Evaluator.Network;
import dev.alexstream.training.Trainer.Trained;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** From photographs to a model that says how good it is. */
public final class ModelTraining implements AutoCloseable {

    private final TrainingRequest request;
    private final Architecture architecture;
    private final Cut rehearsal;
    private final Photographs photographs;
    private final Tools tools;
    private final Trainer trainer;
    private final PhotographReference reference;
    private final SortedMap<String, Double> figures = new TreeMap<>();

    /** @param scratch existing folder for temporary files */
    public record Tools(ImageDecoder decoder, EngineConfig engine, Path scratch, TrainingProgress progress) {}

    /** The exemplars of the model are of the dense layers. */
    public ModelTraining(TrainingRequest request, Photographs photographs, Tools tools) {
        this(request, Optional.empty(), photographs, tools);
    }

    /**
     * @param rehearseFrom layer from which successors are trained online, so that exemplars are made for it; the first dense one if empty
     * @throws TrainingException if the network cannot be trained from there
     */
    public ModelTraining(TrainingRequest request, Optional<String> rehearseFrom, Photographs photographs, Tools tools) {
        this.request = request;
        this.architecture = request.architecture().resolve();
        this.rehearsal = Cut.of(rehearseFrom, architecture);
        this.photographs = photographs;
        this.tools = tools;
        this.reference = new PhotographReference(tools, photographs.labels().size());
        this.trainer = new Trainer(request, tools.decoder(), tools.engine(), tools.scratch(), tools.progress());
    }

    /** The whole procedure for each fold, on the others; every example is asked once, and none says when to stop. */
    public Scores crossValidate(int folds) {
        Scores all = null;
        for (Split fold : Split.folds(photographs.examples(), folds, request.seed())) {
            Trained trained = trainer.train(new Split(fold.training(), List.of()));
            Network network = network(trained, fold);
            Scores scores = evaluate(network, fold.holdout());
            reference.fold(network, fold.holdout());
            all = all == null ? scores : all.plus(scores);
        }
        remember("cross-validation", all);
        figures.put("cross-validation-folds", (double) folds);
        return all;
    }

    /**
     * @param name of the model
     * @param holdout share of the examples that says when to stop and how good the model is; 0 to train on all of them
     */
    public LoadedModel train(String name, double holdout) {
        return train(name, holdout, Checkpoints.NONE);
    }

    /**
     * The same, or the rest of it.
     *
     * @param checkpoints where it goes on, and what another process can go on with
     * @throws TrainingException if they are of another data set or of other choices
     */
    public LoadedModel train(String name, double holdout, Checkpoints checkpoints) {
        checkpoints.claim(RunIdentity.of(request, photographs, holdout));
        Split split = Split.byShare(photographs.examples(), holdout, request.seed());
        Trained trained = trainer.train(split, checkpoints);
        Network network = network(trained, split);
        if (!split.holdout().isEmpty()) {
            remember("holdout", evaluate(network, split.holdout()));
        }
        var lineage = new TrainingLineage(
                photographs.name(),
                photographs.digest(),
                split.training().size(),
                request.base().name(),
                request.seed(),
                trained.stages(),
                request.recipe().lineage(trained.rateDividedAfter()).orElse(null));
        var manifest = new ModelManifest(
                        ModelManifest.named(name),
                        "1",
                        request.architecture(),
                        photographs.labels(),
                        request.preprocessing(),
                        lineage,
                        figures,
                        network.ranges(),
                        ModelManifest.NO_DIGEST_YET)
                .withReference(reference.of(network, split).orElse(null));
        return new LoadedModel(manifest, architecture, trained.weights(), exemplars(network, split));
    }

    private Exemplars exemplars(Network network, Split split) {
        return new PhotographExemplars(tools, photographs.labels(), rehearsal, ExemplarChoice.USUAL).of(network, split);
    }

    private Network network(Trained trained, Split split) {
        var photographs = new PhotographActivations(tools, request.preprocessing(), split.training());
        return new Network(
                architecture,
                trained.weights(),
                request.preprocessing(),
                photographs.ranges(architecture, trained.weights()));
    }

    private Scores evaluate(Network network, List<Example> examples) {
        tools.progress().began("evaluating", examples.size());
        try {
            return new Evaluator(tools.decoder(), tools.engine())
                    .evaluate(network, photographs.labels(), examples, Evaluator.Crops.SERVED, tools.progress()::step);
        } finally {
            tools.progress().ended();
        }
    }

    private void remember(String what, Scores scores) {
        figures.put(what + "-top-1", rounded(scores.topOne()));
        figures.put(what + "-top-5", rounded(scores.topFive()));
        figures.put(what + "-examples", (double) scores.examples());
    }

    private static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }

    @Override
    public void close() {
        trainer.close();
    }
}
