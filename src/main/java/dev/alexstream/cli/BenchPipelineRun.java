package dev.alexstream.cli;

import dev.alexstream.bench.PipelineFigures;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.bench.Samples;
import dev.alexstream.kafka.AuditReport;
import java.util.Optional;

/** All that a run of the measured pipeline has shown. */
record BenchPipelineRun(Measured measured, AuditReport audit) {

    /** @param worker at the end; empty where it was no process of its own */
    record Measured(Flow flow, PipelineFigures figures, Optional<ProcessUse> worker) {

        BenchPipelineRun audited(AuditReport audit) {
            return new BenchPipelineRun(this, audit);
        }
    }

    /**
     * What went through.
     *
     * @param latencies from a request's timestamp to its outcome in milliseconds; empty for a backlog
     * @param publishMillis of a core for publishing one image; NaN where this process was reading at the same time
     */
    record Flow(int classified, int rejected, Optional<Samples> latencies, double publishMillis) {}
}
