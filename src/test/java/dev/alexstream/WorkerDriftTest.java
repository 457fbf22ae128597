package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.Glimpse;
import dev.alexstream.engine.Classifier.Seen;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftTally;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.StarterModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker, a broker, and the starter model with a reference of drawings of all kinds. */
@Timeout(240)
class WorkerDriftTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WINDOW = 60;

    @Test
    void shouldTellWhenDrawingsOfOneKindComeInsteadOfAllAndWhenAllComeAgain() {
        TopicSet topics =
                new TopicSet("drift").with("alexstream.instance-id", "worker-7").create();
        AlexstreamConfig config = config(topics);
        List<Drawn> all = SyntheticImages.draw(200 + 2 * WINDOW, 11);
        LoadedModel model = withReference(config, all.subList(0, 200));
        ModelReference name = ModelReference.of(model.manifest());
        ModelRegistry registry = ModelRegistry.open(topics.configs().clients(), topics.topics());

        try (Worker worker = Worker.start(config, model, ProgramMetrics.NONE)) {
            send(topics, all.subList(200, 200 + WINDOW), WINDOW);
            Optional<DriftEvent> afterTheSame = registry.drift(name);
            send(topics, oneKind(), 2 * WINDOW);
            Waiting.until("drift is told", SOON, () -> registry.drift(name).isPresent());
            DriftEvent begun = registry.drift(name).orElseThrow();
            send(topics, all.subList(200 + WINDOW, all.size()), 3 * WINDOW);
            Waiting.until("its end is told", SOON, () -> registry.drift(name)
                    .filter(ended -> ended.rules().exceeded(ended.scores()).isEmpty())
                    .isPresent());

            assertThat(afterTheSame).isEmpty();
            assertThat(begun.rules().exceeded(begun.scores())).contains(DriftKind.LABELS, DriftKind.FEATURES);
            assertThat(begun.answers()).isEqualTo(WINDOW);
            assertThat(begun.worker()).isEqualTo("worker-7");
            assertThat(worker.engineHealth().live()).isTrue();
        }
    }

    @Test
    void shouldClassifyOnWhenDriftCannotBeWritten() {
        TopicSet topics = new TopicSet("drift-unwritten").create().with("alexstream.topics.create", "false");
        AlexstreamConfig config = config(topics);
        LoadedModel model = withReference(config, SyntheticImages.draw(200, 11));

        try (Worker worker = Worker.start(config, model, ProgramMetrics.NONE)) {
            topics.delete(topics.topics().modelEvents());
            send(topics, oneKind(), WINDOW);
            send(topics, oneKind(), 2 * WINDOW);

            assertThat(worker.engineHealth().ready()).isTrue();
        }
    }

    /** Of each batch all images are looked at. */
    private static AlexstreamConfig config(TopicSet topics) {
        Map<String, String> settings = new HashMap<>(topics.properties());
        settings.put("alexstream.drift.window", Integer.toString(WINDOW));
        settings.put("alexstream.batch.max-size", "8");
        return AlexstreamConfig.load(settings);
    }

    private static void send(TopicSet topics, List<Drawn> drawings, int resultsThen) {
        drawings.forEach(drawing -> topics.publish(drawing.jpeg()));
        assertThat(topics.read(topics.topics().classifications(), resultsThen, SOON))
                .hasSize(resultsThen);
    }

    private static List<Drawn> oneKind() {
        return SyntheticImages.draw(12 * WINDOW, 12).stream()
                .filter(drawing -> drawing.label().equals("stripes"))
                .limit(WINDOW)
                .toList();
    }

    private static LoadedModel withReference(AlexstreamConfig config, List<Drawn> drawings) {
        LoadedModel starter = StarterModel.load();
        String layer = DriftReference.layer(starter.architecture());
        DriftTally tally = new DriftTally(starter.manifest().labels().size());
        try (Classifier classifier = Classifiers.open(
                starter.architecture(),
                starter.weights(),
                starter.manifest().preprocessing(),
                starter.manifest().activationRanges(),
                config.of(EngineConfig.class))) {
            List<RgbPixels> images =
                    drawings.stream().map(drawing -> pixels(config, drawing)).toList();
            for (int from = 0; from < images.size(); from += 40) {
                Seen seen = classifier.classify(images.subList(from, from + 40), new Glimpse(layer, 40));
                List.of(seen.probabilities()).forEach(tally::answered);
                List.of(seen.activations()).forEach(tally::looked);
            }
        }
        return starter.withReference(tally.reference("drawings", layer).orElseThrow());
    }

    private static RgbPixels pixels(AlexstreamConfig config, Drawn drawing) {
        var decoder = new OpenCvImageDecoder(config.of(ImageConfig.class));
        return ((DecodeResult.Decoded) decoder.decode(drawing.jpeg(), new ImageGeometry(256, 227))).pixels();
    }
}
