package dev.alexstream.model;

import dev.alexstream.model.ModelException.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * All versions of all models, and which of them answers. Immutable: a transition answers the entries that it changes, and {@link #with} the
 * registry after it.
 *
 * <pre>
 *   registered ──▶ shadow ◀─▶ canary ──▶ champion ──▶ retired ──▶ (shadow, canary, champion)
 *        │            └──────────┴──▶ refused │  │
 *        └──▶ refused, champion         │     └──▶ rolled-back ──▶ (shadow, canary, champion)
 *                                       └──▶ (shadow, canary, champion)
 * </pre>
 *
 * There is at most one champion, and at most one challenger in shadow or canary. Times never go back, and no two transitions have the same.
 */
public final class Registry {

    public static final Registry EMPTY = new Registry(Map.of());

    private static final Duration TICK = Duration.ofNanos(1_000);
    private static final Set<ModelState> OPEN = Set.of(ModelState.REGISTERED, ModelState.SHADOW, ModelState.CANARY);
    private static final Set<ModelState> NOT_CHAMPION = EnumSet.complementOf(EnumSet.of(ModelState.CHAMPION));

    private final Map<String, ModelEntry> entries;
    private final Reigns reigns;

    private Registry(Map<String, ModelEntry> entries) {
        this.entries = entries;
        this.reigns = Reigns.of(entries.values());
    }

    public static Registry of(Collection<ModelEntry> entries) {
        return EMPTY.with(entries);
    }

    /** The registry after these entries have taken the places of the ones before. */
    public Registry with(Collection<ModelEntry> changed) {
        Map<String, ModelEntry> after = new LinkedHashMap<>(entries);
        changed.forEach(entry -> after.put(entry.key(), entry));
        return new Registry(after);
    }

    /** In the order in which they were registered. */
    public List<ModelEntry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.history().get(0).at()))
                .toList();
    }

    /** The one that answers; empty while the model that comes with the program or its settings does. */
    public Optional<ModelEntry> champion() {
        return championAt(Instant.MAX);
    }

    /** The one that answered at a past time. */
    public Optional<ModelEntry> championAt(Instant time) {
        return reigns.at(time);
    }

    /** The one that would answer after {@link #rollback}. */
    public Optional<ModelEntry> predecessor() {
        return champion().flatMap(reigns::before);
    }

    /** The one that is tried in shadow or as a canary. */
    public Optional<ModelEntry> challenger() {
        return entries.values().stream()
                .filter(entry -> entry.state().isChallenger())
                .findFirst();
    }

    public Optional<ModelEntry> find(String name, String version) {
        return Optional.ofNullable(entries.get(ModelReference.key(name, version)));
    }

    /** @throws ModelException {@link Problem#UNKNOWN_VERSION} */
    public ModelEntry require(String name, String version) {
        return find(name, version)
                .orElseThrow(() -> new ModelException(
                        Problem.UNKNOWN_VERSION,
                        "the registry has no model " + ModelReference.key(name, version) + known(name)));
    }

    /** 1 more than the largest whole number that is a version of this model. */
    public String nextVersion(String name) {
        long largest = entries.values().stream()
                .map(ModelEntry::model)
                .filter(model -> model.name().equals(name))
                .flatMapToLong(model -> model.number().stream())
                .max()
                .orElse(0);
        return Long.toString(largest + 1);
    }

    /** @throws ModelException {@link Problem#ILLEGAL_CHANGE} if there is such a version */
    public List<ModelEntry> register(
            ModelReference model,
            URI location,
            Optional<ModelReference> parent,
            Map<String, Double> figures,
            ChangeNote note) {
        if (entries.containsKey(model.key())) {
            throw illegal("model " + model.key() + " is registered already");
        }
        ModelEvent event = ModelEvent.of(ModelEventType.REGISTERED, moment(note), note);
        return List.of(new ModelEntry(model, location, parent, new TreeMap<>(figures), List.of(event)));
    }

    /** It is no better than what is live. */
    public List<ModelEntry> refuse(String name, String version, ChangeNote note) {
        ModelEntry entry = requireState(name, version, OPEN, "be refused");
        return List.of(entry.with(ModelEvent.of(ModelEventType.REFUSED, moment(note), note)));
    }

    /** It answers beside the champion from now on, unseen. */
    public List<ModelEntry> startShadow(String name, String version, ChangeNote note) {
        ModelEntry entry = requireTrial(name, version);
        return List.of(entry.with(ModelEvent.of(ModelEventType.SHADOW_STARTED, moment(note), note)));
    }

    /**
     * It answers instead of the champion for a share of the keys from now on.
     *
     * @param share in (0, 1]
     */
    public List<ModelEntry> startCanary(String name, String version, double share, ChangeNote note) {
        ModelEntry entry = requireTrial(name, version);
        return List.of(entry.with(new ModelEvent(
                ModelEventType.CANARY_STARTED, moment(note), note.by(), note.reason(), OptionalDouble.of(share))));
    }

    /** It answers from now on, whatever was thought of it before; the champion before it retires. */
    public List<ModelEntry> promote(String name, String version, ChangeNote note) {
        ModelEntry entry = requireState(name, version, NOT_CHAMPION, "be promoted");
        Instant at = moment(note);
        ModelEntry promoted = entry.with(ModelEvent.of(ModelEventType.PROMOTED, at, note));
        ChangeNote why = new ChangeNote(at, note.by(), entry.key() + " takes its place");
        return champion()
                .map(before -> List.of(before.with(ModelEvent.of(ModelEventType.RETIRED, at, why)), promoted))
                .orElse(List.of(promoted));
    }

    /** Ends a trial, or puts away what was only registered. */
    public List<ModelEntry> retire(String name, String version, ChangeNote note) {
        ModelEntry entry = requireState(name, version, OPEN, "retire");
        return List.of(entry.with(ModelEvent.of(ModelEventType.RETIRED, moment(note), note)));
    }

    /** The champion is taken back, and the one that was live before it answers again. */
    public List<ModelEntry> rollback(ChangeNote note) {
        ModelEntry champion =
                champion().orElseThrow(() -> illegal("there is nothing to take back: the registry has no champion"));
        ModelEntry before = reigns.before(champion)
                .orElseThrow(() ->
                        illegal("there is nothing to go back to: no other model was live before " + champion.key()));
        Instant at = moment(note);
        ChangeNote why = new ChangeNote(at, note.by(), champion.key() + " was rolled back");
        return List.of(
                champion.with(ModelEvent.of(ModelEventType.ROLLED_BACK, at, note)),
                before.with(ModelEvent.of(ModelEventType.PROMOTED, at, why)));
    }

    /** A transition, or several in a row. */
    @FunctionalInterface
    public interface Transition {
        /** @return the entries that it changes, none if nothing is to be done */
        List<ModelEntry> on(Registry registry);
    }

    /** Several transitions in one, each on what the ones before it left. */
    public static Transition inOrder(Transition... steps) {
        return registry -> {
            Map<String, ModelEntry> changed = new LinkedHashMap<>();
            Registry now = registry;
            for (Transition step : steps) {
                List<ModelEntry> changes = step.on(now);
                changes.forEach(entry -> changed.put(entry.key(), entry));
                now = now.with(changes);
            }
            return List.copyOf(changed.values());
        };
    }

    private ModelEntry requireTrial(String name, String version) {
        ModelEntry entry = requireState(name, version, NOT_CHAMPION, "be tried");
        if (champion().isEmpty()) {
            throw illegal("model " + entry.key() + " cannot be tried: there is no champion to compare it with");
        }
        challenger().filter(other -> !other.key().equals(entry.key())).ifPresent(other -> {
            throw illegal("model " + entry.key() + " cannot be tried while " + other.key() + " is in "
                    + other.state().word());
        });
        return entry;
    }

    private ModelEntry requireState(String name, String version, Set<ModelState> allowed, String action) {
        ModelEntry entry = require(name, version);
        if (!allowed.contains(entry.state())) {
            throw illegal("model " + entry.key() + " cannot " + action + ": it is "
                    + (entry.state() == ModelState.CHAMPION
                            ? "the champion"
                            : entry.state().word()));
        }
        return entry;
    }

    /** When the transition happens: now, but after all that happened before. */
    private Instant moment(ChangeNote note) {
        return entries.values().stream()
                .map(entry -> entry.last().at().plus(TICK))
                .reduce(note.at(), (one, other) -> one.isAfter(other) ? one : other);
    }

    private String known(String name) {
        String[] versions = entries.values().stream()
                .map(ModelEntry::model)
                .filter(model -> model.name().equals(name))
                .map(ModelReference::version)
                .toArray(String[]::new);
        if (versions.length > 0) {
            return "; versions of " + name + " are " + String.join(", ", versions);
        }
        String[] keys = entries.keySet().toArray(String[]::new);
        return keys.length == 0 ? "; it is empty" : "; it has " + String.join(", ", keys);
    }

    private static ModelException illegal(String sentence) {
        return new ModelException(Problem.ILLEGAL_CHANGE, sentence);
    }
}
