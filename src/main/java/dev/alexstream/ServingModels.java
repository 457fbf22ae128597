package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.message.Classified.ModelIdentity;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * The model that answers, the one that is tried beside it, and those before them that still have images under way.
 *
 * <pre>
 *   serve(next) ──▶ images decoded from now on lease next ──▶ the last image of the one before is done ──▶ it is closed
 * </pre>
 *
 * Any thread may serve, try and lease; only the inference thread closes.
 */
final class ServingModels {

    /** @param share of the keys that it answers; empty when it is a shadow, which is asked about every image and answers nobody */
    private record Trial(LeasedModel model, OptionalDouble share) {}

    private final Runnable nudge;
    private final Queue<LeasedModel> idle = new ConcurrentLinkedQueue<>();
    private volatile LeasedModel serving;
    private volatile Trial trial;
    private boolean ended;

    /** @param nudge makes the inference thread call {@link #closeIdle} soon */
    ServingModels(Runnable nudge) {
        this.nudge = nudge;
    }

    /**
     * Every lease from now on is of this model, but for those of a trial.
     *
     * @return reached when the model before has been closed
     */
    synchronized CountDownLatch serve(ServedModel served, Classifier classifier) {
        LeasedModel next = new LeasedModel(served, classifier, this::becameIdle);
        if (ended) {
            return closedAtOnce(next);
        }
        LeasedModel before = serving;
        serving = next;
        return left(before);
    }

    /**
     * Tries a model beside the one that answers, in the place of the one that is tried now.
     *
     * @param share of the keys that it answers, in (0, 1]; empty for a shadow
     * @return reached when the one that was tried before has been closed
     */
    synchronized CountDownLatch attempt(ServedModel served, Classifier classifier, OptionalDouble share) {
        LeasedModel next = new LeasedModel(served, classifier, this::becameIdle);
        if (ended) {
            return closedAtOnce(next);
        }
        CountDownLatch closed = endTrial();
        trial = new Trial(next, share);
        return closed;
    }

    /**
     * Lets the model that is tried answer everything, open as it is; its trial is over. Whoever leases meanwhile gets it as before.
     *
     * @param wrapper as of {@link LeasedModel#wrap}; not asked when nothing happens
     * @return reached when the model before has been closed; empty when this one is not tried
     */
    synchronized Optional<CountDownLatch> promote(ModelIdentity tried, UnaryOperator<Classifier> wrapper) {
        if (ended || !trying().equals(Optional.of(tried))) {
            return Optional.empty();
        }
        LeasedModel before = serving;
        LeasedModel next = trial.model();
        next.wrap(wrapper);
        serving = next;
        trial = null;
        return Optional.of(left(before));
    }

    /** @return reached when what was tried, if anything was, has been closed */
    synchronized CountDownLatch endTrial() {
        LeasedModel before = trial == null ? null : trial.model();
        trial = null;
        return left(before);
    }

    /** After the end a model is only closed again. */
    private static CountDownLatch closedAtOnce(LeasedModel next) {
        next.close();
        return new CountDownLatch(0);
    }

    private static CountDownLatch left(LeasedModel before) {
        if (before == null) {
            return new CountDownLatch(0);
        }
        before.giveBack();
        return before.closed();
    }

    /** To be given back; not before something serves. */
    LeasedModel lease(Purpose purpose) {
        Trial now = trial;
        if (now != null
                && now.share().isPresent()
                && purpose.place() < now.share().getAsDouble()
                && now.model().lease()) {
            return now.model();
        }
        LeasedModel model = serving;
        while (!model.lease()) {
            model = serving;
        }
        return model;
    }

    /** To be given back; empty when nothing is tried in shadow. A canary is only asked where nobody gets the answer. */
    Optional<LeasedModel> leaseBeside(Purpose purpose) {
        return Optional.ofNullable(trial)
                .filter(now -> now.share().isEmpty() || !purpose.answers())
                .map(Trial::model)
                .filter(LeasedModel::lease);
    }

    /** It is the one that answers, but for what a trial answers. */
    boolean answers(LeasedModel model) {
        return model == serving;
    }

    boolean isServing() {
        return serving != null;
    }

    Optional<ModelIdentity> identity() {
        return Optional.ofNullable(serving).map(model -> model.served().identity());
    }

    /** What is tried beside the one that answers. */
    Optional<ModelIdentity> trying() {
        return Optional.ofNullable(trial).map(now -> now.model().served().identity());
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
        if (trial != null) {
            trial.model().close();
        }
        if (serving != null) {
            serving.close();
        }
    }
}
