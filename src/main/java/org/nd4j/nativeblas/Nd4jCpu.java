package org.nd4j.nativeblas;

/**
 * Gives DL4J its fast layers back. {@code BaseMKLDNNHelper} of M2.1 asks {@code org.nd4j.nativeblas.Nd4jCpu$Environment}, by reflection,
 * whether there is oneDNN. M2.1 moved that class elsewhere, so that the question fails and every layer takes the slow path in silence.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** Answers the one question. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** The helpers run native operations, which take oneDNN where the platform's natives hold it and their own code elsewhere. */
        public boolean isUseMKLDNN() {
            return true;
        }
    }
}
