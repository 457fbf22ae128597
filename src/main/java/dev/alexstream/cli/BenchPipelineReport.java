package dev.alexstream.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.bench.PipelineFigures;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.bench.Samples;
import dev.alexstream.cli.BenchPipeline.Load;
import dev.alexstream.kafka.AuditReport;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Prints a run of the measured pipeline: one JSON line, or a figure a line with the same names. */
final class BenchPipelineReport {

    private final Console console;
    private final boolean json;

    BenchPipelineReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void print(Load load, List<byte[]> images, BenchPipelineRun run) {
        ObjectNode node = JsonLine.object()
                .put("mode", load.rate().isPresent() ? "rate" : "backlog")
                .put("as", Words.of(load.mode()));
        PipelineFigures figures = run.measured().figures();
        node.put("engine", figures.cost().engine().engine())
                .put("precision", figures.cost().engine().precision())
                .put("cores", figures.cores())
                .put("separate_processes", run.measured().worker().isPresent())
                .put("images", figures.window().outcomes())
                .put("classified", run.measured().flow().classified())
                .put("rejected", run.measured().flow().rejected());
        node.put(
                "mean_image_bytes",
                Math.round(images.stream()
                        .mapToLong(image -> image.length)
                        .average()
                        .orElseThrow()));
        addSpeed(node, load, run.measured());
        addCost(node, run.measured());
        // a given rate says how fast it goes, not the pipeline
        JsonLine.figure(node, "share_of_bound", load.rate().isPresent() ? Double.NaN : figures.shareOfBound());
        addAudit(node, run.audit());
        if (json) {
            console.line(JsonLine.of(node));
        } else {
            table(node).lines().forEach(console::line);
        }
    }

    private static void addSpeed(ObjectNode node, Load load, BenchPipelineRun.Measured measured) {
        PipelineFigures figures = measured.figures();
        JsonLine.figure(node, "target_images_per_second", load.rate().orElse(Double.NaN));
        JsonLine.figure(node, "images_per_second", figures.window().imagesPerSecond());
        JsonLine.figure(node, "seconds", figures.window().seconds());
        JsonLine.figure(node, "latency_p50_ms", latency(measured, samples -> samples.percentile(0.5)));
        JsonLine.figure(node, "latency_p95_ms", latency(measured, samples -> samples.percentile(0.95)));
        JsonLine.figure(node, "latency_p99_ms", latency(measured, samples -> samples.percentile(0.99)));
        JsonLine.figure(node, "latency_max_ms", latency(measured, samples -> samples.percentile(1)));
        JsonLine.figure(node, "inference_busy_share", figures.inferenceBusyShare());
        JsonLine.figure(node, "mean_batch_images", figures.meanBatchSize());
    }

    private static double latency(BenchPipelineRun.Measured measured, Function<Samples, Double> percentile) {
        return measured.flow().latencies().map(percentile).orElse(Double.NaN);
    }

    private static void addCost(ObjectNode node, BenchPipelineRun.Measured measured) {
        PipelineFigures figures = measured.figures();
        bytes(node, "worker_resident_bytes", measured, ProcessUse::residentBytes);
        bytes(node, "worker_peak_resident_bytes", measured, ProcessUse::peakResidentBytes);
        JsonLine.figure(node, "decode_core_ms_per_image", 1e3 * figures.cost().decodeSeconds());
        JsonLine.figure(node, "engine_core_ms_per_image", 1e3 * figures.cost().engineSeconds());
        JsonLine.figure(
                node,
                "worker_cpu_ms_per_image",
                figures.perImageMillis(figures.cpu().worker()));
        JsonLine.figure(
                node,
                "broker_cpu_ms_per_image",
                figures.perImageMillis(figures.cpu().broker()));
        JsonLine.figure(
                node,
                "client_cpu_ms_per_image",
                figures.perImageMillis(figures.cpu().client()));
        JsonLine.figure(node, "publish_cpu_ms_per_image", measured.flow().publishMillis());
        JsonLine.figure(
                node, "decode_engine_bound_images_per_second", figures.cost().bound(figures.cores(), 0));
        JsonLine.figure(node, "bound_images_per_second", figures.boundImagesPerSecond());
    }

    private static void bytes(
            ObjectNode node,
            String name,
            BenchPipelineRun.Measured measured,
            Function<ProcessUse, OptionalLong> property) {
        OptionalLong bytes = measured.worker().map(property).orElse(OptionalLong.empty());
        if (bytes.isPresent()) {
            node.put(name, bytes.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static void addAudit(ObjectNode node, AuditReport audit) {
        node.put("lost", audit.lost()).put("duplicated", audit.duplicated()).put("out_of_order", audit.outOfOrder());
    }

    private static FigureTable table(ObjectNode node) {
        var table = new FigureTable("figure", "value");
        node.properties()
                .forEach(field -> table.row(
                        field.getKey().replace('_', ' '),
                        field.getValue().isNull() ? "-" : field.getValue().asText()));
        return table;
    }
}
