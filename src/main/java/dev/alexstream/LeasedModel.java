package dev.alexstream;

import dev.alexstream.engine.Classifier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A compiled model and the number of those who count on it: every image that was prepared for it, and the place of the one that serves. When
 * the last lease is given back it is idle, and nobody gets a lease any more.
 */
final class LeasedModel {

    private final ServedModel served;
    private volatile Classifier classifier;
    private final Consumer<LeasedModel> idle;
    private final AtomicInteger leases = new AtomicInteger(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** With one lease, of whoever made it. */
    LeasedModel(ServedModel served, Classifier classifier, Consumer<LeasedModel> idle) {
        this.served = served;
        this.classifier = classifier;
        this.idle = idle;
    }

    ServedModel served() {
        return served;
    }

    /** @param sent whether somebody sent the images: then the answers are watched for drift */
    Classifier classifier(boolean sent) {
        Classifier now = classifier;
        return !sent && now instanceof WatchedClassifier watched ? watched.classifier() : now;
    }

    /** @param wrapper what it gives takes the place of the classifier, and closes it when it is closed */
    void wrap(UnaryOperator<Classifier> wrapper) {
        classifier = wrapper.apply(classifier);
    }

    /** @return false when it is idle already */
    boolean lease() {
        return leases.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void giveBack() {
        if (leases.decrementAndGet() == 0) {
            idle.accept(this);
        }
    }

    /** On the thread that uses it, when it is idle. */
    void close() {
        classifier.close();
        closed.countDown();
    }

    CountDownLatch closed() {
        return closed;
    }
}
