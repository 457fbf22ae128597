package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;

/** One engine in a process of its own, with a network and weights. For one thread. */
interface PeerEngine extends AutoCloseable {

    EngineInfo info();

    /** Makes the images of {@link MeasuredNetwork#noise} the input of the runs that follow, in the form that the engine takes. */
    void prepare(int images);

    /** @return softmax probabilities, shape [images, classes] */
    float[][] run();

    @Override
    void close();
}
