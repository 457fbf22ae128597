package dev.alexstream.cli;

import dev.alexstream.bench.CoreCost;
import dev.alexstream.bench.PipelineFigures;
import dev.alexstream.bench.PipelineFigures.CpuSeconds;
import dev.alexstream.bench.PipelineFigures.Window;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.bench.Samples;
import dev.alexstream.cli.BenchParts.Reading;
import dev.alexstream.cli.OutcomeWatch.Arrival;
import dev.alexstream.message.RecordCoordinates;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Reads clocks and counters before and after the load. */
final class BenchMeter {

    private final BenchParts parts;
    private final CoreCost cost;
    private double clientBeforePublishing = Double.NaN;
    private double clientBefore;
    private Reading before;
    private long startedNanos;

    BenchMeter(BenchParts parts, CoreCost cost) {
        this.parts = parts;
        this.cost = cost;
    }

    /** Publishing begins, apart from the window that is measured. */
    void publishing() {
        clientBeforePublishing = clientSeconds();
    }

    /** The window begins. */
    void start() {
        before = parts.read();
        clientBefore = clientSeconds();
        startedNanos = System.nanoTime();
    }

    BenchPipelineRun.Measured backlog(List<Arrival> arrivals) {
        return measured(arrivals, Optional.empty());
    }

    /** @param sentMillis the timestamp of a request */
    BenchPipelineRun.Measured stream(List<Arrival> arrivals, ToLongFunction<RecordCoordinates> sentMillis) {
        double[] latencies = arrivals.stream()
                .mapToDouble(arrival -> arrival.epochMicros() / 1e3 - sentMillis.applyAsLong(arrival.request()))
                .toArray();
        return measured(arrivals, Optional.of(Samples.of(latencies)));
    }

    private BenchPipelineRun.Measured measured(List<Arrival> arrivals, Optional<Samples> latencies) {
        Reading after = parts.read();
        Optional<ProcessUse> worker = after.worker();
        // where the others are no processes of their own, this one's use is theirs too
        double client = worker.isPresent() ? clientSeconds() - clientBefore : Double.NaN;
        var cpu =
                new CpuSeconds(spent(before.worker(), after.worker()), spent(before.broker(), after.broker()), client);
        var figures = new PipelineFigures(
                window(arrivals),
                after.work().since(before.work()),
                cpu,
                cost,
                Runtime.getRuntime().availableProcessors());
        int classified = (int) arrivals.stream().filter(Arrival::classified).count();
        double publishing = worker.isPresent() ? clientBefore - clientBeforePublishing : Double.NaN;
        var flow = new BenchPipelineRun.Flow(
                classified, arrivals.size() - classified, latencies, figures.perImageMillis(publishing));
        return new BenchPipelineRun.Measured(flow, figures, worker);
    }

    /** The outcomes that came first, together, mark the time from which the others are counted. */
    private Window window(List<Arrival> arrivals) {
        long first = arrivals.get(0).nanos();
        long last = arrivals.get(arrivals.size() - 1).nanos();
        long later =
                arrivals.stream().filter(arrival -> arrival.nanos() > first).count();
        double seconds = (last - startedNanos) / 1e9;
        double perSecond = later > 0 ? later * 1e9 / (last - first) : arrivals.size() / seconds;
        return new Window(arrivals.size(), seconds, perSecond);
    }

    private static double spent(Optional<ProcessUse> before, Optional<ProcessUse> after) {
        return before.isPresent() && after.isPresent()
                ? after.get().cpuSeconds() - before.get().cpuSeconds()
                : Double.NaN;
    }

    private static double clientSeconds() {
        return ProcessUse.of(ProcessHandle.current())
                .map(ProcessUse::cpuSeconds)
                .orElse(Double.NaN);
    }
}
