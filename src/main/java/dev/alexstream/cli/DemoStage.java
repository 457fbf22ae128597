package dev.alexstream.cli;

import dev.alexstream.devbroker.BrokerStartException;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.engine.EngineException;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;

/** A broker of its own, the program, and the images that go through it. */
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
    int play(DemoScript script, DemoReport report) {
        LoadedModel model = Models.load(settings);
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, folder.resolve("broker"))) {
            Settings here = settings.with(OwnBroker.settings(broker.bootstrapServers(), "alexstream-demo"))
                    .with(DemoProgram.settings(folder, script));
            try (KafkaConnection connection = KafkaConnection.open(here.kafkaProperties());
                    DemoProgram program = DemoProgram.start(here, model);
                    DemoTraffic traffic = new DemoTraffic(connection, here, stopped)) {
                report.started(broker.bootstrapServers(), model);
                boolean better = play(script, report, program, traffic);
                return stopped.getAsBoolean()
                        ? ExitCode.FAILED
                        : report.conclude(better, AuditCommand.run(here, IsolationLevel.READ_COMMITTED));
            }
        } catch (BrokerStartException | KafkaSetupException | EngineException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (KafkaException e) {
            throw KafkaFailures.during("the demo", e);
        }
    }

    /** @return whether what was to be learned serves in the end */
    private boolean play(DemoScript script, DemoReport report, DemoProgram program, DemoTraffic traffic) {
        traffic.ask(script.images(), report);
        if (!script.learns()) {
            return true;
        }
        report.teaching(script.lesson().size());
        traffic.teach(script.lesson());
        Optional<ModelEntry> learned = program.learned(stopped);
        learned.ifPresent(report::learned);
        boolean better =
                learned.filter(entry -> entry.state() == ModelState.CHAMPION).isPresent();
        if (better) {
            traffic.ask(script.images(), report);
        }
        return better;
    }
}
