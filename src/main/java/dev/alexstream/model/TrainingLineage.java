package dev.alexstream.model;

import java.util.List;

/**
 * How a model came to be: enough to train it again.
 *
 * @param dataSet name of the folder of class folders
 * @param dataSetDigest SHA-256 over the sorted content digests and labels of the examples, {@code sha256:} and 64 hexadecimal digits
 * @param examples number of examples trained on
 * @param base name and digest of the weights it started from, or {@code random}
 * @param seed of every random choice
 * @param stages in order
 * @param recipe a published one that was followed; null for this program's own way
 */
public record TrainingLineage(
        String dataSet,
        String dataSetDigest,
        int examples,
        String base,
        long seed,
        List<Stage> stages,
        TrainingRecipe recipe) {

    /**
     * One pass of training with fixed settings.
     *
     * @param from first layer that was trained; all later ones were trained too
     * @param epochs number of epochs whose weights were kept
     * @param learningRate of the first step
     * @param relative whether the rate is a share of the root mean square of each layer's weights
     */
    public record Stage(String from, int epochs, double learningRate, boolean relative, int batchSize) {

        /** The same settings for another number of epochs. */
        public Stage withEpochs(int number) {
            return new Stage(from, number, learningRate, relative, batchSize);
        }

        /** The same settings for batches of at most so many examples. */
        public Stage withBatchesOfAtMost(int examples) {
            return new Stage(from, epochs, learningRate, relative, Math.min(batchSize, examples));
        }
    }

    public TrainingLineage {
        stages = List.copyOf(stages);
    }

    /** Of a model that was trained in this program's own way. */
    public TrainingLineage(
            String dataSet, String dataSetDigest, int examples, String base, long seed, List<Stage> stages) {
        this(dataSet, dataSetDigest, examples, base, seed, stages, null);
    }
}
