package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the registry knows of one version of a model: what it is now, and everything that ever happened to it. The body of a record of
 * {@code models.events}.
 *
 * @param location where the store keeps it
 * @param parent what it was trained from; empty if nothing that is known
 * @param figures measured on examples that were held out, by name, for example {@code holdout-top-1}
 * @param history oldest first, begins with {@link ModelEventType#REGISTERED}
 */
public record ModelEntry(
        ModelReference model,
        URI location,
        Optional<ModelReference> parent,
        SortedMap<String, Double> figures,
        List<ModelEvent> history) {

    public ModelEntry {
        if (location == null || !location.isAbsolute()) {
            throw new ModelException(
                    Problem.INVALID_EVENT,
                    "the location of model " + model.key() + " is missing or no absolute URI: " + location);
        }
        if (history.isEmpty() || history.get(0).type() != ModelEventType.REGISTERED) {
            throw new ModelException(
                    Problem.INVALID_EVENT,
                    "the history of model " + model.key() + " does not begin with its registration");
        }
        figures = new TreeMap<>(figures);
        history = List.copyOf(history);
    }

    public String key() {
        return model.key();
    }

    public ModelState state() {
        return last().type().state();
    }

    /** The share of the keys that a canary answers. */
    public OptionalDouble share() {
        return last().share();
    }

    /** The latest event. */
    public ModelEvent last() {
        return history.get(history.size() - 1);
    }

    /** Where it stood at a past time; empty before it was registered. */
    public Optional<ModelState> stateAt(Instant time) {
        return history.stream()
                .filter(event -> !event.at().isAfter(time))
                .reduce((earlier, later) -> later)
                .map(event -> event.type().state());
    }

    ModelEntry with(ModelEvent event) {
        List<ModelEvent> longer = new ArrayList<>(history);
        longer.add(event);
        return new ModelEntry(model, location, parent, figures, longer);
    }
}
