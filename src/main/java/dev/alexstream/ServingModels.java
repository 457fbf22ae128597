package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.message.Classified.ModelIdentity;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The model that answers, and those before it that still have images under way.
 *
 * <pre>
 *   serve(next) ──▶ images decoded from now on lease next ──▶ the last image of the one before is done ──▶ it is closed
 * </pre>
 *
 * Any thread may serve and lease; only the inference thread closes.
 */
final class ServingModels {

    private final Runnable nudge;
    private final Queue<LeasedModel> idle = new ConcurrentLinkedQueue<>();
    private volatile LeasedModel serving;
    private boolean ended;

    /** @param nudge makes the inference thread call {@link #closeIdle} soon */
    ServingModels(Runnable nudge) {
        this.nudge = nudge;
    }

    /**
     * Every lease from now on is of this model.
     *
     * @return reached when the model before has been closed
     */
    CountDownLatch serve(ServedModel served, Classifier classifier) {
        LeasedModel next = new LeasedModel(served, classifier, this::becameIdle);
        return replace(next).map(LeasedModel::closed).orElseGet(() -> new CountDownLatch(0));
    }

    /** After the end a model is only closed again. */
    private synchronized Optional<LeasedModel> replace(LeasedModel next) {
        if (ended) {
            next.close();
            return Optional.empty();
        }
        Optional<LeasedModel> before = Optional.ofNullable(serving);
        serving = next;
        before.ifPresent(LeasedModel::giveBack);
        return before;
    }

    /** To be given back; not before something serves. */
    LeasedModel lease() {
        LeasedModel model = serving;
        while (!model.lease()) {
            model = serving;
        }
        return model;
    }

    boolean isServing() {
        return serving != null;
    }

    Optional<ModelIdentity> identity() {
        return Optional.ofNullable(serving).map(model -> model.served().identity());
    }

    private void becameIdle(LeasedModel model) {
        idle.add(model);
        nudge.run();
    }

    /** On the inference thread. */
    void closeIdle() {
        for (LeasedModel model = idle.poll(); model != null; model = idle.poll()) {
            model.close();
        }
    }

    /** On the inference thread, when it ends: leases are still given, to whoever will wait in vain for an answer. */
    synchronized void end() {
        ended = true;
        closeIdle();
        if (serving != null) {
            serving.close();
        }
    }
}
