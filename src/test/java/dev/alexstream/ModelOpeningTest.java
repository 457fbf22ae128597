package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.SmallModels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelOpeningTest {

    private static final LoadedModel MODEL = SmallModels.model();

    private final AtomicInteger largest = new AtomicInteger();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldOpenTheFirstModelWithoutPreparingIt() {
        var unused = opening(new TestedClassifier()).open(MODEL);

        assertThat(calls).containsExactly("prepare 0 on alexstream-open-model");
    }

    @Test
    void shouldPrepareAModelForTheBatchesThatHaveLeftBeforeItIsOpen() {
        ModelOpening opening = opening(new TestedClassifier());
        largest.set(40);

        var unused = opening.open(MODEL);

        assertThat(calls).containsExactly("prepare 40 on alexstream-open-model");
    }

    @Test
    void shouldCloseAModelThatCannotBePrepared() {
        ModelOpening opening = opening(new TestedClassifier() {
            @Override
            public void prepare(int images) {
                throw new IllegalStateException("no code for it");
            }
        });

        assertThatThrownBy(() -> opening.open(MODEL)).hasMessage("no code for it");
        assertThat(calls).containsExactly("close");
    }

    private ModelOpening opening(Classifier classifier) {
        return new ModelOpening(model -> classifier, largest::get);
    }

    private class TestedClassifier implements Classifier {

        @Override
        public EngineInfo info() {
            return new EngineInfo("fake", "fp32", "cpu");
        }

        @Override
        public void prepare(int images) {
            calls.add("prepare " + images + " on " + Thread.currentThread().getName());
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public float[][] activations(List<RgbPixels> images, String layer) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
