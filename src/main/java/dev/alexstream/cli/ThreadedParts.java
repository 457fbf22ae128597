package dev.alexstream.cli;

import dev.alexstream.Worker;
import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.FlushReason;
import dev.alexstream.bench.WorkerWork;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.fetch.FetchMetrics;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.training.TrainingMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Broker and worker as threads of this process. */
final class ThreadedParts implements BenchParts {

    private final Tally tally = new Tally();
    private final Deque<Runnable> toStop = new ArrayDeque<>();

    @Override
    public String startBroker(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(0, folder);
        toStop.push(broker::close);
        return broker.bootstrapServers();
    }

    @Override
    public void startWorker(Settings settings) {
        var metrics = new ProgramMetrics(
                FetchMetrics.NONE,
                ImageMetrics.NONE,
                tally,
                tally,
                ModelMetrics.NONE,
                TrainingMetrics.NONE,
                KafkaMetrics.NONE);
        Worker worker = Worker.start(settings.config(), Models.load(settings), metrics);
        toStop.push(worker::close);
    }

    @Override
    public Reading read() {
        return new Reading(tally.work(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        while (!toStop.isEmpty()) {
            toStop.pop().run();
        }
    }

    /** Counts what the inference thread tells. */
    private static final class Tally implements BatchMetrics, EngineMetrics {

        private WorkerWork work = new WorkerWork(0, 0, 0);

        @Override
        public void compiled(EngineInfo info) {
            // the engine is known from its own measurement
        }

        @Override
        public synchronized void flushed(int size, FlushReason reason, Duration oldestWait) {
            work = new WorkerWork(work.inferenceSeconds(), work.batches() + 1, work.images() + size);
        }

        @Override
        public synchronized void ran(Duration duration) {
            work = new WorkerWork(work.inferenceSeconds() + duration.toNanos() / 1e9, work.batches(), work.images());
        }

        synchronized WorkerWork work() {
            return work;
        }
    }
}
