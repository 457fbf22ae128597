package dev.alexstream.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Prints classifications as they come, or what else stands in a topic.")
final class TailCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--topic", paramLabel = "T", description = "What to read (default: the topic of classifications).")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "beginning|end",
            defaultValue = "end",
            description = "Where to start (default: end).")
    private From from;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "End after so many records; exit code 1 when --timeout ended it before.")
    private Long max;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "End when nothing came for so long: 30s, 500ms (default: never).")
    private Duration timeout;

    @Option(
            names = "--isolation",
            paramLabel = "read_committed|read_uncommitted",
            defaultValue = "read_committed",
            description = "Whether records of open and aborted transactions are left out (default: read_committed).")
    private Isolation isolation;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    enum From {
        BEGINNING,
        END
    }

    /** Kafka's own names. */
    enum Isolation {
        READ_COMMITTED,
        READ_UNCOMMITTED;

        Map<String, Object> asProperty() {
            return Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Words.of(this));
        }
    }

    TailCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(spec.commandLine(), "--max " + max + " is less than 1");
        }
        try (KafkaConnection connection = kafka.connect(settings)) {
            return tail(connection);
        }
    }

    private int tail(KafkaConnection connection) {
        String name = topic == null ? settings.topics().classifications() : topic;
        settings.ensureTopic(connection, name);
        try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer(isolation.asProperty())) {
            TopicTail tail = TopicTail.open(consumer, name, from == From.END, System::nanoTime);
            console.note("reading " + Numbers.counted(tail.partitionCount(), "partition") + " of " + name + " from the "
                    + Words.of(from));
            return StopSignal.during(consumer::wakeup, () -> print(tail));
        } catch (KafkaException e) {
            throw KafkaFailures.during("reading " + name, e);
        }
    }

    private int print(TopicTail tail) {
        RecordLines lines = new RecordLines(output.json());
        long wanted = max == null ? -1 : max;
        long seen = tail.read(new TopicTail.Limit(wanted, timeout), record -> console.line(lines.of(record)));
        return max == null || seen == wanted ? ExitCode.DONE : ExitCode.FAILED;
    }
}
