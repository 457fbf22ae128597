package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftRules;
import dev.alexstream.model.DriftScores;
import dev.alexstream.model.DriftTally;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Watches the model that answers: how far each window of its answers is from its reference goes to the meters, and whoever listens is told
 * when it becomes more than is tolerated, or ceases to be. Another model begins with an empty window.
 */
final class DriftMonitor {

    private static final Logger LOG = Logger.getLogger(DriftMonitor.class);

    /**
     * Who is told.
     *
     * @param worker how this one is called
     * @param events must return at once
     */
    record Listener(String worker, Consumer<DriftEvent> events) {

        static final Listener NONE = new Listener("nobody", event -> {});
    }

    private final DriftRules rules;
    private final ObjDoubleConsumer<DriftKind> gauge;
    private final Listener listener;
    private final InstantSource clock;
    private DriftWatch current;

    /** @param gauge is set to the score of each window; to not a number while it is unknown */
    DriftMonitor(DriftRules rules, ObjDoubleConsumer<DriftKind> gauge, Listener listener, InstantSource clock) {
        this.rules = rules;
        this.gauge = gauge;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * From now on this model is watched, and no other.
     *
     * @return what answers, watched
     */
    synchronized Classifier watching(LoadedModel model, Classifier classifier) {
        ModelReference name = ModelReference.of(model.manifest());
        DriftReference reference = model.manifest().reference();
        measure(DriftScores.UNKNOWN);
        if (reference == null) {
            current = null;
            LOG.infof("%s has no reference in its manifest, so nothing can be said of its drift", name.key());
            return classifier;
        }
        DriftWatch[] watch = new DriftWatch[1];
        watch[0] = new DriftWatch(reference, rules.window(), (window, scores) -> ended(name, watch[0], window, scores));
        current = watch[0];
        return new WatchedClassifier(classifier, layer(model, reference), current);
    }

    /** Only the features that the reference is made of can be compared with it. */
    private static Optional<String> layer(LoadedModel model, DriftReference reference) {
        return Optional.ofNullable(reference.features())
                .map(DriftReference.Features::layer)
                .filter(DriftReference.layer(model.architecture())::equals);
    }

    private synchronized void ended(ModelReference model, DriftWatch watch, DriftTally window, DriftScores scores) {
        if (watch != current) {
            return;
        }
        measure(scores);
        Set<DriftKind> exceeded = rules.exceeded(scores);
        if (watch.remember(exceeded)) {
            log(model, scores, exceeded);
            listener.events()
                    .accept(new DriftEvent(
                            model,
                            listener.worker(),
                            clock.instant(),
                            window.answers(),
                            window.looks(),
                            scores,
                            rules));
        }
    }

    private void measure(DriftScores scores) {
        for (DriftKind kind : DriftKind.values()) {
            gauge.accept(kind, scores.of(kind));
        }
    }

    private void log(ModelReference model, DriftScores scores, Set<DriftKind> exceeded) {
        if (exceeded.isEmpty()) {
            LOG.infof("The images of %s are again like those that it is made for", model.key());
            return;
        }
        LOG.warnf(
                "The images of %s are not like those that it is made for: %s",
                model.key(),
                exceeded.stream()
                        .map(kind -> String.format(
                                Locale.ROOT,
                                "%s %.2f (more than %.2f)",
                                kind.word(),
                                scores.of(kind),
                                rules.threshold(kind)))
                        .collect(Collectors.joining(", ")));
    }
}
