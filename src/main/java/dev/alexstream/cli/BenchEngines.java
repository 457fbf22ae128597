package dev.alexstream.cli;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.EngineBench;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.engine.EngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which engines take part. What this build and this CPU have shows when it is opened: an engine or a precision that nobody asked for by
 * name is left out, with a note, when it cannot be had.
 */
final class BenchEngines {

    /** Every engine there may be, the one to compare with first. */
    static final List<String> ENGINES = List.of("nd4j", "onednn", "dl4j");

    /** Every precision there may be, the finest first. */
    static final List<String> PRECISIONS = List.of("fp32", "bf16", "int8");

    /** Takes part only when asked for: it is made for training. */
    private static final String FOR_TRAINING = "dl4j";

    private final Console console;
    private final Settings settings;
    private final List<String> engines;
    private final List<String> precisions;

    /** What cannot be had, and why. */
    private final Map<String, String> refusals = new LinkedHashMap<>();

    /**
     * @param engines asked for; empty for all that serve
     * @param precisions asked for; empty for all
     */
    BenchEngines(Console console, Settings settings, List<String> engines, List<String> precisions) {
        this.console = console;
        this.settings = settings;
        this.engines = engines;
        this.precisions = precisions;
    }

    /**
     * Opens the last one first: int8 needs the network in 32 bits beside itself for a while, and memory for that is there before the others
     * have theirs.
     *
     * @throws CommandFailure when something that was asked for cannot be had
     */
    void open(EngineBench bench) {
        for (String precision : lastFirst(precisions.isEmpty() ? PRECISIONS : precisions)) {
            for (String engine : lastFirst(wanted())) {
                open(bench, engine, precision);
            }
        }
        engines.forEach(engine -> require(bench.engines(), "the engine " + engine, EngineInfo::engine, engine));
        precisions.forEach(each -> require(bench.engines(), "the precision " + each, EngineInfo::precision, each));
        require(!bench.engines().isEmpty(), "no engine can be had here");
        if (!refusals.isEmpty()) {
            console.note("Not in this build, or not on this CPU: " + String.join(", ", refusals.keySet()) + ".");
        }
    }

    private static List<String> lastFirst(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<String> wanted() {
        return engines.isEmpty()
                ? ENGINES.stream()
                        .filter(engine -> !engine.equals(FOR_TRAINING))
                        .toList()
                : engines;
    }

    private void open(EngineBench bench, String engine, String precision) {
        try {
            bench.open(config(engine, precision));
        } catch (EngineException | BenchException e) {
            refusals.put(engine + " " + precision, e.getMessage());
        }
    }

    private void require(List<EngineInfo> open, String what, Function<EngineInfo, String> property, String value) {
        require(open.stream().map(property).anyMatch(value::equals), what + " cannot be had here");
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new CommandFailure(sentence + ": " + String.join("; ", new LinkedHashSet<>(refusals.values())));
        }
    }

    private EngineConfig config(String engine, String precision) {
        return settings.with(Map.of("alexstream.engine", engine, "alexstream.engine.precision", precision))
                .config()
                .of(EngineConfig.class);
    }
}
