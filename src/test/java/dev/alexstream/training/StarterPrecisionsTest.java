package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.engine.EngineException;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.SharedData;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over the photographs of the starter model's data set, when they are there. */
class StarterPrecisionsTest {

    private static final LoadedModel STARTER = StarterModel.load();
    private static final int AT_ONCE = 64;

    @ParameterizedTest
    @CsvSource({"bf16, 0.995", "int8, 0.99"})
    void shouldNameTheFlowersThatItNamesIn32Bits(String precision, double least) {
        List<Example> examples =
                DrawnPhotographs.read(SharedData.file("flowers17")).examples();
        int same = 0;
        try (Classifier exact = open("fp32");
                Classifier coarse = openOrAbort(precision)) {
            for (int from = 0; from < examples.size(); from += AT_ONCE) {
                List<RgbPixels> images = pixels(examples.subList(from, Math.min(examples.size(), from + AT_ONCE)));
                float[][] wanted = exact.classify(images);
                float[][] given = coarse.classify(images);
                for (int i = 0; i < images.size(); i++) {
                    same += Scores.best(wanted[i]) == Scores.best(given[i]) ? 1 : 0;
                }
            }
        }
        System.out.printf("%s names %d of %d photographs as fp32 does%n", precision, same, examples.size());

        assertThat(examples).hasSizeGreaterThan(1_000);
        assertThat((double) same / examples.size()).isGreaterThanOrEqualTo(least);
    }

    private static List<RgbPixels> pixels(List<Example> examples) {
        var reader = new PhotographReader(
                DrawnPhotographs.DECODER, STARTER.architecture().inputSide());
        View served = View.ofServing(STARTER.manifest().preprocessing().shortSide());
        return examples.stream().map(example -> reader.read(example, served)).toList();
    }

    private static Classifier openOrAbort(String precision) {
        try {
            return open(precision);
        } catch (EngineException e) {
            return abort(e.getMessage());
        }
    }

    private static Classifier open(String precision) {
        ModelManifest manifest = STARTER.manifest();
        EngineConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of("alexstream.engine", "onednn", "alexstream.engine.precision", precision), "test", 500))
                .withMapping(EngineConfig.class)
                .build()
                .getConfigMapping(EngineConfig.class);
        return Classifiers.open(
                STARTER.architecture(),
                STARTER.weights(),
                manifest.preprocessing(),
                manifest.activationRanges(),
                config);
    }
}
