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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelOpeningTest {

    private static final LoadedModel MODEL = SmallModels.model();

    private final AtomicInteger largest = new AtomicInteger();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldOpenTheFirstModelWithoutPreparingIt() {
        try (ModelOpening opening = opening(new TestedClassifier())) {
            var unused = opening.open(MODEL);
        }

        assertThat(calls).containsExactly("prepare 0 on alexstream-open-model");
    }

    @Test
    void shouldPrepareAModelForTheBatchesThatHaveLeftBeforeItIsOpen() {
        try (ModelOpening opening = opening(new TestedClassifier())) {
            largest.set(40);
            var unused = opening.open(MODEL);
        }

        assertThat(calls).containsExactly("prepare 40 on alexstream-open-model");
    }

    @Test
    void shouldOpenAllModelsOnOneThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        ModelOpening opening = new ModelOpening(
                model -> {
                    threads.add(Thread.currentThread());
                    return new TestedClassifier();
                },
                largest::get);

        try (opening) {
            var unusedFirst = opening.open(MODEL);
            var unusedSecond = opening.open(MODEL);
        }

        assertThat(threads).hasSize(1);
    }

    @Test
    void shouldOpenNothingAfterTheEnd() {
        ModelOpening opening = opening(new TestedClassifier());
        opening.close();

        assertThatThrownBy(() -> opening.open(MODEL)).isInstanceOf(RejectedExecutionException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void shouldCloseAModelThatCannotBePrepared() {
        Classifier broken = new TestedClassifier() {
            @Override
            public void prepare(int images) {
                throw new IllegalStateException("no code for it");
            }
        };

        try (ModelOpening opening = opening(broken)) {
            assertThatThrownBy(() -> opening.open(MODEL)).hasMessage("no code for it");
        }
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
