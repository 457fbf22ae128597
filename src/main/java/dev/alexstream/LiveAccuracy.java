package dev.alexstream;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Shadowed;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.model.ModelMetrics.Arm;
import java.util.EnumMap;
import java.util.Map;

/** How often the model that answers, and the one that is tried, say the true label, over the latest images whose label is known. */
final class LiveAccuracy {

    private static final int WINDOW = 500;

    private final ModelMetrics metrics;
    private final Map<Arm, LatestShare> right = new EnumMap<>(Arm.class);
    private final Map<Arm, ModelIdentity> models = new EnumMap<>(Arm.class);

    LiveAccuracy(ModelMetrics metrics) {
        this.metrics = metrics;
        for (Arm arm : Arm.values()) {
            right.put(arm, new LatestShare(WINDOW));
            metrics.accuracy(arm, Double.NaN);
        }
    }

    /** From now on this model does this work; what is known of the one before is forgotten. */
    synchronized void follows(Arm arm, ModelIdentity model) {
        if (model == null) {
            models.remove(arm);
        } else {
            models.put(arm, model);
        }
        right.get(arm).reset();
        metrics.accuracy(arm, Double.NaN);
    }

    /** Answers of models that do no work any more count for none. */
    void answered(Outcome outcome, String label) {
        if (outcome instanceof Classified classified) {
            answered(classified, label);
        } else if (outcome instanceof Shadowed shadowed) {
            answered(shadowed.answer(), label);
            answered(shadowed.shadow(), label);
        }
    }

    private synchronized void answered(Classified result, String label) {
        boolean isRight = result.predictions().get(0).label().equals(label);
        models.forEach((arm, model) -> {
            if (model.equals(result.model())) {
                right.get(arm).add(isRight);
                metrics.accuracy(arm, right.get(arm).share());
            }
        });
    }
}
