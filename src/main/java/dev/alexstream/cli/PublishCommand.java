package dev.alexstream.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Sends images to the request topic. Local files travel as bytes, everything else as a reference.")
final class PublishCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions images;

    @Option(
            names = "--as",
            paramLabel = "reference|bytes",
            description = "How images travel (default: files as bytes, URLs as references; URLs never as bytes).")
    private Publisher.Mode mode;

    @Option(
            names = "--labels-from-folders",
            description = "Send labels: the name of the folder that holds an image is its true label.")
    private boolean labelsFromFolders;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "Where to (default: the request topic; with --labels-from-folders the label topic).")
    private String topic;

    @Option(names = "--key", paramLabel = "K", description = "The key of every record (default: none).")
    private String key;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    PublishCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        boolean listed = images.listed();
        Stream<Source> sources = images.expand(console.in());
        List<Source> all = listed ? List.of() : requireUsable(sources.toList());
        try (KafkaConnection connection = kafka.connect(settings)) {
            return publish(listed ? sources : all.stream(), listed ? -1 : all.size(), connection);
        }
    }

    /** Nothing is sent when one of the names that were typed is wrong. */
    private List<Source> requireUsable(List<Source> sources) {
        for (Source source : sources) {
            if (source instanceof Source.Unusable unusable && images.hasTyped(unusable.text())) {
                throw new ParameterException(spec.commandLine(), unusable.text() + ": " + unusable.reason());
            }
            if (source instanceof Source.Remote remote && mode == Publisher.Mode.BYTES) {
                throw new ParameterException(spec.commandLine(), remote.display() + ": " + Publisher.ONLY_FILES);
            }
        }
        if (sources.isEmpty()) {
            throw images.nothingTo("publish");
        }
        return sources;
    }

    private int publish(Stream<Source> sources, long expected, KafkaConnection connection) {
        String to = destination();
        settings.ensureTopic(connection, to);
        SourceFeed feed = new SourceFeed(sources);
        try (PublishReport report = new PublishReport(console, output.json(), expected);
                KafkaProducer<byte[], byte[]> producer = connection.producer(limits())) {
            var target = new Publisher.Target(to, Optional.ofNullable(mode), settings.maxMessageBytes());
            Publisher publisher = new Publisher(producer, encoder(), target, report);
            return StopSignal.during(feed::stop, () -> {
                feed.forEach(publisher::publish, publisher::handOn);
                publisher.finish();
                return report.conclude(to);
            });
        } catch (KafkaException e) {
            throw KafkaFailures.during("publishing to " + to, e);
        }
    }

    private String destination() {
        if (topic != null) {
            return topic;
        }
        return labelsFromFolders
                ? settings.topics().labels()
                : settings.topics().requests();
    }

    private Map<String, Object> limits() {
        return Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(settings.maxMessageBytes()));
    }

    private RequestEncoder encoder() {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new RequestEncoder(() -> UUID.randomUUID().toString(), keyBytes, labelsFromFolders);
    }
}
