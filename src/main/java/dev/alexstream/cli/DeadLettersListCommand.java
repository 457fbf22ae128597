package dev.alexstream.cli;

import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Prints what stands in the dead-letter topic, replayed or not.")
final class DeadLettersListCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Mixin
    private DeadLetterFilter filter;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    DeadLettersListCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        long max = filter.max();
        String topic = settings.topics().deadLetters();
        try (KafkaConnection connection = kafka.connect(settings)) {
            settings.ensureTopic(connection, topic);
            return list(connection, topic, max);
        } catch (KafkaException e) {
            throw KafkaFailures.during("reading " + topic, e);
        }
    }

    private int list(KafkaConnection connection, String topic, long max) {
        Printer printer = new Printer(max);
        try (KafkaConsumer<byte[], byte[]> consumer =
                connection.consumer(TailCommand.Isolation.READ_COMMITTED.asProperty())) {
            TopicSnapshot snapshot = TopicSnapshot.open(consumer, topic);
            return StopSignal.during(consumer::wakeup, () -> {
                snapshot.read(printer::print);
                return ExitCode.DONE;
            });
        }
    }

    private final class Printer {

        private final RecordLines lines = new RecordLines(output.json());
        private final long max;
        private long printed;

        private Printer(long max) {
            this.max = max;
        }

        private boolean print(ConsumerRecord<byte[], byte[]> record) {
            DeadLetter.of(record).filter(filter::matches).ifPresent(letter -> {
                console.line(lines.of(letter));
                printed++;
            });
            return printed < max;
        }
    }
}
