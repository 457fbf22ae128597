package dev.alexstream.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends rejected requests again: same topic, key, value and headers, and a header replay-count.",
            "Each dead letter is replayed once, however often this command is run, stopped or killed; the broker remembers it"
                    + " for offsets.retention.minutes after the last replay (7 days unless set, a year in the embedded broker)."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Mixin
    private DeadLetterFilter filter;

    @Option(names = "--dry-run", description = "Print what would be replayed, send nothing.")
    private boolean dryRun;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    DeadLettersReplayCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        long max = filter.max();
        String topic = settings.topics().deadLetters();
        try (KafkaConnection connection = kafka.connect(settings)) {
            settings.ensureTopic(connection, topic);
            return dryRun ? preview(connection, topic, max) : replay(connection, topic, max);
        } catch (KafkaException e) {
            throw KafkaFailures.during("replaying " + topic, e);
        }
    }

    private int preview(KafkaConnection connection, String topic, long max) {
        RecordLines lines = new RecordLines(output.json());
        return read(
                connection, topic, new Selection(cursors(connection), max, letter -> console.line(lines.of(letter))));
    }

    /** The order matters: whoever replayed before is fenced off first, then what it has done is read. */
    private int replay(KafkaConnection connection, String topic, long max) {
        try (KafkaProducer<byte[], byte[]> producer = connection.producer(transactional());
                KafkaConsumer<byte[], byte[]> lookUp = connection.consumer(Map.of())) {
            producer.initTransactions();
            ReplayCursors cursors = cursors(connection);
            ReplayReport report = new ReplayReport(console, output.json());
            var session =
                    new ReplaySession(new OriginalRecords(lookUp), new ReplayTransactions(producer, cursors), report);
            read(connection, topic, new Selection(cursors, max, session::add));
            session.flush();
            return report.conclude();
        }
    }

    private int read(KafkaConnection connection, String topic, Selection selection) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                connection.consumer(TailCommand.Isolation.READ_COMMITTED.asProperty())) {
            TopicSnapshot snapshot = TopicSnapshot.open(consumer, topic);
            return StopSignal.during(consumer::wakeup, () -> {
                snapshot.read(
                        record -> DeadLetter.of(record).map(selection::take).orElse(true));
                return ExitCode.DONE;
            });
        }
    }

    private ReplayCursors cursors(KafkaConnection connection) {
        return ReplayCursors.load(connection.admin(), settings.replayId());
    }

    private Map<String, Object> transactional() {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.replayId(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(settings.maxMessageBytes() + 65_536));
    }

    /** Hands on what matches and was not replayed before. */
    private final class Selection {

        private final ReplayCursors cursors;
        private final long max;
        private final Consumer<DeadLetter> sink;
        private long taken;

        private Selection(ReplayCursors cursors, long max, Consumer<DeadLetter> sink) {
            this.cursors = cursors;
            this.max = max;
            this.sink = sink;
        }

        /** @return whether there may be more */
        private boolean take(DeadLetter letter) {
            if (filter.matches(letter) && !cursors.isDone(letter)) {
                sink.accept(letter);
                taken++;
            }
            return taken < max;
        }
    }
}
