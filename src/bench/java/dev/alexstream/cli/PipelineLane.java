package dev.alexstream.cli;

import dev.alexstream.bench.BenchException;
import dev.alexstream.bench.PipelineTurn;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.cli.BenchPipeline.Images;
import dev.alexstream.cli.OutcomeWatch.Arrival;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.ResultCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;

/** One of the compared pipelines: topics of its own, and a worker that runs already. */
final class PipelineLane implements AutoCloseable {

    private final KafkaConnection connection;
    private final Settings settings;
    private final Supplier<Optional<ProcessUse>> worker;
    private final BenchRequests requests;
    private final OutcomeWatch watch;

    /** @param worker what its process has used so far */
    PipelineLane(KafkaConnection connection, Settings settings, Images images, Supplier<Optional<ProcessUse>> worker) {
        this.connection = connection;
        this.settings = settings;
        this.worker = worker;
        this.requests = new BenchRequests(
                settings.topics().requests(), Publisher.Mode.BYTES, images.files(), images.contents());
        this.watch = OutcomeWatch.open(connection, settings.topics());
    }

    /** Requests that do not count. */
    void warmUp(int count, BooleanSupplier stopped) {
        try (KafkaProducer<byte[], byte[]> producer = BenchProducers.open(connection, settings, Map.of())) {
            requests.burst(producer, count, stopped);
        }
        await(count, stopped);
    }

    /** One backlog, from the moment it can be read to the last result. */
    PipelineTurn turn(int count, BooleanSupplier stopped) {
        try (KafkaProducer<byte[], byte[]> producer = BenchProducers.transactional(connection, settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            requests.burst(producer, count, stopped);
            double coreSeconds = coreSeconds();
            long started = System.nanoTime();
            producer.commitTransaction();
            List<Arrival> arrivals = await(count, stopped);
            double seconds = (arrivals.get(arrivals.size() - 1).nanos() - started) / 1e9;
            return new PipelineTurn(count / seconds, (coreSeconds() - coreSeconds) * 1e3 / count);
        }
    }

    private List<Arrival> await(int count, BooleanSupplier stopped) {
        List<Arrival> arrivals = watch.await(count, stopped);
        requests.forgetSent();
        long rejected =
                arrivals.stream().filter(arrival -> !arrival.classified()).count();
        if (rejected > 0 || arrivals.size() != count) {
            throw new BenchException("of " + Numbers.counted(count, "image") + " " + rejected + " were rejected, "
                    + arrivals.size() + " came out");
        }
        return arrivals;
    }

    private double coreSeconds() {
        return worker.get().map(ProcessUse::cpuSeconds).orElse(Double.NaN);
    }

    /** What it has said so far: for each image, by its digest, the probabilities of the likeliest labels. */
    Map<String, Map<String, Double>> answers() {
        Map<String, Map<String, Double>> answers = new HashMap<>();
        try (var consumer = connection.consumer(TailCommand.Isolation.READ_COMMITTED.asProperty())) {
            TopicSnapshot.open(consumer, settings.topics().classifications()).read(record -> {
                var result = ResultCodec.decode(record.value());
                answers.put(
                        result.image().sha256(),
                        result.predictions().stream()
                                .collect(Collectors.toMap(Prediction::label, Prediction::probability)));
                return true;
            });
        }
        return answers;
    }

    @Override
    public void close() {
        watch.close();
    }
}
