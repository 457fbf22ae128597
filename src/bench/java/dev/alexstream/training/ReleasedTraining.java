package dev.alexstream.training;

import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.ReleasedDl4j;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** With DL4J as it is released. Its features come out of a pass through the whole network. */
final class ReleasedTraining implements TrainingContestant {

    private static final int SEED = 1;

    private final int side;
    private final ComputationGraph graph;

    ReleasedTraining(MeasuredNetwork network) {
        side = network.architecture().inputSide();
        graph = ReleasedDl4j.graph(
                network.architecture(),
                network.weights(),
                new NeuralNetConfiguration.Builder()
                        .seed(SEED)
                        .updater(Adam.builder()
                                .learningRate(TrainingChoices.SCRATCH_RATE)
                                .build()));
        Nd4j.getRandom().setSeed(SEED);
    }

    @Override
    public double step(TrainingBatch batch) {
        int examples = batch.images().size();
        long classes = batch.targets().length / examples;
        try (INDArray features = input(batch);
                INDArray labels = Nd4j.create(batch.targets(), new long[] {examples, classes}, 'c')) {
            graph.fit(new INDArray[] {features}, new INDArray[] {labels});
        }
        return graph.score();
    }

    @Override
    public float[][] features(TrainingBatch batch) {
        try (INDArray input = input(batch)) {
            Map<String, INDArray> activations = graph.feedForward(new INDArray[] {input}, false, true);
            INDArray pooled = activations.get("pool5").dup('c');
            float[][] rows = pooled.reshape('c', batch.images().size(), -1).toFloatMatrix();
            activations.values().stream()
                    .filter(array -> array != input && array.closeable() && !array.wasClosed())
                    .forEach(INDArray::close);
            return rows;
        }
    }

    private INDArray input(TrainingBatch batch) {
        return Nd4j.create(batch.planes(), new long[] {batch.images().size(), 3, side, side}, 'c');
    }

    @Override
    public void close() {
        graph.close();
    }
}
