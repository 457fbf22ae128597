package dev.alexstream.engine;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;

/** DL4J's layers are three times as fast with their oneDNN helpers, and go on without one in silence. Here they do not. */
final class Dl4jHelpers {

    private static final String DISABLE = "org.eclipse.deeplearning4j.helpers.disable";

    private Dl4jHelpers() {}

    /** Must come before the first layer exists. */
    static void enable() {
        System.setProperty(DISABLE, "false");
    }

    /**
     * @throws EngineException that names a convolution or pooling without helper
     */
    static void requirePresent(ComputationGraph graph) {
        for (Layer layer : graph.getLayers()) {
            if (isSlow(layer)) {
                throw new EngineException("layer " + layer.conf().getLayer().getLayerName()
                        + " of the DL4J network has no oneDNN helper and would be slow; -D" + DISABLE
                        + " must not be true, and no DL4J layer may be made before this program's own");
            }
        }
    }

    private static boolean isSlow(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getHelper() == null;
        }
        return layer instanceof SubsamplingLayer pooling && pooling.getHelper() == null;
    }
}
