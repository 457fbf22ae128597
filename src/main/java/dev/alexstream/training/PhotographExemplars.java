package dev.alexstream.training;

import dev.alexstream.engine.Classifiers;
import dev.alexstream.model.Exemplars;
import dev.alexstream.training.Evaluator.Network;
import dev.alexstream.training.ExemplarChoice.Candidate;
import dev.alexstream.training.ModelTraining.Tools;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exemplars of photographs: what a network makes of a few of each class before a layer that successors train. */
record PhotographExemplars(Tools tools, List<String> labels, Cut cut, ExemplarChoice choice) {

    /**
     * @param split whose training side is learned by successors; of the other side they are asked, or, where it is empty, of more of the
     *     training side, which flatters the model itself and so errs on the safe side
     */
    Exemplars of(Network network, Split split) {
        List<View> views = View.tenCrops(network.preprocessing().shortSide()).subList(0, choice.views());
        try (var extraction = new FeatureExtraction(
                tools.decoder(),
                () -> Classifiers.open(
                        network.architecture(),
                        network.weights(),
                        network.preprocessing(),
                        network.ranges(),
                        tools.engine()),
                network.preprocessing(),
                cut,
                views)) {
            List<Candidate> all = new ArrayList<>();
            boolean none = split.holdout().isEmpty();
            List<Example> more = none ? split.training() : split.holdout();
            ExemplarChoice fit = choice.fitting(labels.size());
            some(split.training(), 0, fit.learned()).forEach(example -> all.add(candidate(example, false, extraction)));
            some(more, none ? fit.learned() : 0, fit.asked())
                    .forEach(example -> all.add(candidate(example, true, extraction)));
            return new Exemplars(choice.of(List.of(), all, labels.size()), cut.named());
        }
    }

    private Candidate candidate(Example example, boolean asked, FeatureExtraction extraction) {
        var sample = new Sample(example.digest(), example.label(), () -> ByteBuffer.wrap(extraction.features(example)));
        return choice.candidate(sample, labels.get(example.label()), asked);
    }

    /** Of each class those that stand so far behind the first by their digests, which is as good as chance. */
    private static List<Example> some(List<Example> examples, int skipped, int most) {
        Map<Integer, List<Example>> classes = new TreeMap<>();
        Map<String, Example> distinct = new TreeMap<>();
        examples.forEach(example -> distinct.putIfAbsent(example.digest(), example));
        distinct.values().stream()
                .sorted(Comparator.comparing(Example::digest))
                .forEach(example -> classes.computeIfAbsent(example.label(), label -> new ArrayList<>())
                        .add(example));
        return classes.values().stream()
                .flatMap(some -> some.stream().skip(skipped).limit(most))
                .toList();
    }
}
