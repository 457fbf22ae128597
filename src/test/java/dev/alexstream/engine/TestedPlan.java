package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;

/** The compilers for serving, to which the same tests apply. */
enum TestedPlan {
    ND4J {
        @Override
        Classifier open(Architecture architecture, Weights weights, Preprocessing preprocessing) {
            return new Nd4jPlan(architecture, weights, preprocessing);
        }

        @Override
        float[] activations(Classifier plan, float[] planes, String layer) {
            return ((Nd4jPlan) plan).activations(planes, layer);
        }
    },
    ONEDNN {
        @Override
        Classifier open(Architecture architecture, Weights weights, Preprocessing preprocessing) {
            return new OneDnnPlan(architecture, weights, preprocessing, DataType.F32);
        }

        @Override
        float[] activations(Classifier plan, float[] planes, String layer) {
            return ((OneDnnPlan) plan).activations(planes, layer);
        }
    };

    abstract Classifier open(Architecture architecture, Weights weights, Preprocessing preprocessing);

    /**
     * @param planes [3, side, side] of one image, after preprocessing
     */
    abstract float[] activations(Classifier plan, float[] planes, String layer);

    /** Of {@link TestNetworks#TINY}. */
    Classifier openTiny() {
        return open(TestNetworks.TINY, TestNetworks.TINY_WEIGHTS, TestNetworks.CENTRED);
    }
}
