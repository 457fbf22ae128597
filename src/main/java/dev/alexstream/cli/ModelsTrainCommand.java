package dev.alexstream.cli;

import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingReport;
import dev.alexstream.message.TrainingReport.Version;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running trainer learn now, from all labels that were published before, and waits for what becomes of it.",
            "Exit code 0 when the new version was promoted or is on trial; 1 when it was refused, when there was nothing new to"
                    + " learn, or when the time is over."
        })
final class ModelsTrainCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "How long to wait: 30s, 5m (default: 5m). The request stands, whether or not anyone waits.")
    private Duration timeout;

    @Option(names = "--no-wait", description = "End as soon as the request is written.")
    private boolean noWait;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    ModelsTrainCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        String labels = settings.topics().labels();
        try (KafkaConnection connection = kafka.connect(settings)) {
            settings.ensureTopic(connection, labels);
            TrainingCall call = TrainingCall.send(connection, labels);
            if (noWait) {
                return requested(call);
            }
            console.note("asked for a training run; waiting for its end");
            try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer(Map.of())) {
                return StopSignal.during(consumer::wakeup, () -> conclude(call.await(consumer, timeout)));
            }
        } catch (KafkaException e) {
            throw KafkaFailures.during("asking on " + labels, e);
        }
    }

    private int requested(TrainingCall call) {
        if (output.json()) {
            console.line(JsonLine.of(JsonLine.object()
                    .put("id", call.id())
                    .put("topic", call.at().topic())
                    .put("partition", call.at().partition())
                    .put("offset", call.at().offset())));
        } else {
            console.line("asked for training run " + call.id());
        }
        return ExitCode.DONE;
    }

    private int conclude(Optional<Ended> answer) {
        Ended ended = answer.orElseThrow(this::unanswered);
        TrainingReport report = ended.report()
                .orElseThrow(
                        () -> new CommandFailure(
                                "the run has ended, but the trainer's answer cannot be read; 'models list' shows what is there"));
        Version made = report.model().orElseThrow(() -> new CommandFailure(Plain.printable(report.reason())));
        ModelEntry entry = ModelOffice.visit(
                settings, kafka, office -> office.registry().snapshot().require(made.name(), made.version()));
        if (output.json()) {
            console.line(ModelLines.json(entry, entry.last()));
        } else {
            console.line(entry.key() + " is " + entry.state().word());
        }
        if (entry.state() == ModelState.REFUSED) {
            throw new CommandFailure(Plain.printable(entry.last().reason().orElse(report.reason())));
        }
        return ExitCode.DONE;
    }

    /** Who does not answer does not say why; what can be seen from here is said. */
    private CommandFailure unanswered() {
        Optional<ModelEntry> tried = ModelOffice.visit(
                settings, kafka, office -> office.registry().snapshot().challenger());
        String why = tried.map(entry -> entry.key() + " is on trial, and no run begins before that is decided")
                .orElse(
                        "no trainer runs (alexstream.roles=trainer), it reads labels still, or its log says what is wrong");
        return new CommandFailure(
                "no answer so far: " + why + ". The request stands, and is carried out when that is possible");
    }
}
