package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Two pipelines that took turns. */
public record PipelineDuelFigures(Side own, Side other) {

    /** @param turns one a round */
    public record Side(String pipeline, EngineInfo engine, List<PipelineTurn> turns) {

        public Side {
            turns = List.copyOf(turns);
        }

        public double imagesPerSecond() {
            return median(PipelineTurn::imagesPerSecond);
        }

        public double coreMillis() {
            return median(PipelineTurn::coreMillis);
        }

        private double median(ToDoubleFunction<PipelineTurn> figure) {
            return Samples.of(turns.stream().mapToDouble(figure).toArray()).median();
        }
    }

    /** How many times as fast as the other one ours is: the median of the rounds' ratios. */
    public double ratio() {
        return Samples.of(IntStream.range(0, own.turns().size())
                        .mapToDouble(round -> own.turns().get(round).imagesPerSecond()
                                / other.turns().get(round).imagesPerSecond())
                        .toArray())
                .median();
    }

    /**
     * What a pipeline said.
     *
     * @param byImage the probabilities of the likeliest labels, for each image
     */
    public record Answers(EngineInfo engine, Map<String, Map<String, Double>> byImage) {

        public Answers {
            byImage = Map.copyOf(byImage);
        }
    }

    /**
     * Checks that both see the same: what is likeliest for one is about as likely for the other.
     *
     * @throws BenchException when they do not
     */
    public static void requireAgreement(Answers expected, Answers actual) {
        if (!expected.byImage().keySet().equals(actual.byImage().keySet())) {
            throw new BenchException("the pipelines did not see the same images: "
                    + expected.byImage().size() + " and " + actual.byImage().size() + " different ones");
        }
        List<float[]> theirs = new ArrayList<>();
        List<float[]> ours = new ArrayList<>();
        actual.byImage().forEach((image, labels) -> {
            var best = Collections.max(labels.entrySet(), Map.Entry.comparingByValue());
            double other = expected.byImage().get(image).getOrDefault(best.getKey(), 0.0);
            ours.add(new float[] {best.getValue().floatValue()});
            theirs.add(new float[] {(float) other});
        });
        Agreement.require(
                new Agreement.Answers(actual.engine(), ours.toArray(float[][]::new)),
                new Agreement.Answers(expected.engine(), theirs.toArray(float[][]::new)));
    }
}
