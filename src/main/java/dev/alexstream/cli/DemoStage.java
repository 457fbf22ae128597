package dev.alexstream.cli;

import dev.alexstream.Worker;
import dev.alexstream.devbroker.BrokerStartException;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.engine.EngineException;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;

/** A broker of its own, a worker, and the images that go through them. */
final class DemoStage {

    private final Path folder;
    private final Settings settings;
    private final BooleanSupplier stopped;

    /** @param stopped asked between steps: end early */
    DemoStage(Path folder, Settings settings, BooleanSupplier stopped) {
        this.folder = folder;
        this.settings = settings;
        this.stopped = stopped;
    }

    /** @return the exit code */
    int play(List<Source> sources, DemoReport report) {
        LoadedModel model = Models.load(settings);
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, folder.resolve("broker"))) {
            Settings here = settings.with(OwnBroker.settings(broker.bootstrapServers(), "alexstream-demo"))
                    .with(Map.of("alexstream.topics.partitions", "4"));
            try (KafkaConnection connection = KafkaConnection.open(here.kafkaProperties());
                    Worker worker = Worker.start(here.config(), model, ProgramMetrics.NONE)) {
                report.started(
                        broker.bootstrapServers(), model, worker.engineHealth().ready());
                return play(sources, report, here, connection);
            }
        } catch (BrokerStartException | KafkaSetupException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (KafkaException e) {
            throw KafkaFailures.during("the demo", e);
        }
    }

    private int play(List<Source> sources, DemoReport report, Settings here, KafkaConnection connection) {
        publish(sources, report, here, connection);
        new DemoOutcomes(connection, here.topics(), stopped).collect(report);
        return stopped.getAsBoolean()
                ? ExitCode.FAILED
                : report.conclude(AuditCommand.run(here, IsolationLevel.READ_COMMITTED));
    }

    private void publish(List<Source> sources, DemoReport report, Settings here, KafkaConnection connection) {
        String topic = here.topics().requests();
        here.ensureTopic(connection, topic);
        Map<String, Object> limits =
                Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(here.maxMessageBytes()));
        try (KafkaProducer<byte[], byte[]> producer = connection.producer(limits)) {
            var encoder = new RequestEncoder(() -> UUID.randomUUID().toString(), null, false);
            var target = new Publisher.Target(topic, Optional.empty(), here.maxMessageBytes());
            Publisher publisher = new Publisher(producer, encoder, target, report::published);
            sources.stream().takeWhile(source -> !stopped.getAsBoolean()).forEach(publisher::publish);
            publisher.finish();
        }
    }
}
