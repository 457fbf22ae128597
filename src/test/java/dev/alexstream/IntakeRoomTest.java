package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.SmallModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeRoomTest {

    private static final int MANY = 500;

    private final byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();

    @Test
    void shouldWantNoMoreWhileMoreImagesWaitThanTheNextBatchesNeed() {
        AlexstreamConfig config = AlexstreamConfig.load(Map.of("alexstream.batch.max-size", "2"));
        try (ClassificationService service =
                ClassificationService.start(config, SmallModels.model(), ProgramMetrics.NONE)) {
            assertThat(service.wantsMore()).isTrue();

            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            while (service.wantsMore() && outcomes.size() < MANY) {
                outcomes.add(service.classify(request()));
            }

            assertThat(outcomes).hasSizeBetween(8, MANY - 1);
            assertThat(service.hasMemory()).isTrue();
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(Classified.class));
            assertThat(service.wantsMore()).isTrue();
        }
    }

    private ImageRequest request() {
        return new ImageRequest(
                "id", "source", new Payload.Inline(jpeg), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }
}
