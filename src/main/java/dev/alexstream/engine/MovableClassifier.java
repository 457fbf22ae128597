package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import java.util.List;

/**
 * A classifier that may be handed from one thread to another: the native libraries keep their thread counts for each calling thread, so they
 * are told whenever another one comes. Still one thread at a time.
 */
final class MovableClassifier implements Classifier {

    private final Classifier classifier;
    private Thread user = Thread.currentThread();

    /** On the thread that has compiled it. */
    MovableClassifier(Classifier classifier) {
        this.classifier = classifier;
    }

    Classifier classifier() {
        return classifier;
    }

    @Override
    public EngineInfo info() {
        return classifier.info();
    }

    @Override
    public void prepare(int images) {
        enter();
        classifier.prepare(images);
    }

    @Override
    public float[][] classify(List<RgbPixels> images) {
        enter();
        return classifier.classify(images);
    }

    @Override
    public Seen classify(List<RgbPixels> images, Glimpse glimpse) {
        enter();
        return classifier.classify(images, glimpse);
    }

    @Override
    public float[][] activations(List<RgbPixels> images, String layer) {
        enter();
        return classifier.activations(images, layer);
    }

    private void enter() {
        if (Thread.currentThread() != user) {
            NativeRuntime.prepare();
            user = Thread.currentThread();
        }
    }

    @Override
    public void close() {
        classifier.close();
    }
}
