package dev.alexstream.engine;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shows whether DL4J's layers have their oneDNN helpers in this process: by asking a layer, and by its time.
 *
 * @param helped whether the layer has its helper
 * @param medianMillis of the layer, forward, for {@value #IMAGES} images
 */
public record ConvolutionProbe(boolean helped, double medianMillis) {

    private static final int IMAGES = 32;
    private static final int RUNS = 5;

    /** The same random numbers follow in every process: making a network sets them back. */
    private static final int SEED = 1;

    /** One group of the second convolution of AlexNet, where there are DL4J layers already. */
    public static ConvolutionProbe run() {
        var layer = new ConvolutionLayer.Builder(5, 5)
                .padding(2, 2)
                .nIn(48)
                .nOut(128)
                .activation(Activation.RELU)
                .build();
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .list()
                .layer(layer)
                .setInputType(InputType.convolutional(27, 27, 48))
                .validateOutputLayerConfig(false)
                .build());
        network.init();
        try (INDArray input = Nd4j.rand(IMAGES, 48, 27, 27)) {
            network.output(input);
            double[] millis = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                long started = System.nanoTime();
                network.output(input);
                millis[run] = (System.nanoTime() - started) / 1e6;
            }
            Arrays.sort(millis);
            boolean helped =
                    ((org.deeplearning4j.nn.layers.convolution.ConvolutionLayer) network.getLayer(0)).getHelper()
                            != null;
            return new ConvolutionProbe(helped, millis[RUNS / 2]);
        } finally {
            network.close();
        }
    }
}
