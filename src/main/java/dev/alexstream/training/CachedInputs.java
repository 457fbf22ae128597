package dev.alexstream.training;

import dev.alexstream.image.RgbPixels;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A fixed set of views of each example, computed once and kept: cheap steps, where the front stays as it is. */
final class CachedInputs implements Inputs {

    private final FeatureStore store;
    private final List<View> views;

    /** @param views of each example; the first one is that of serving */
    CachedInputs(FeatureStore store, List<View> views) {
        this.store = store;
        this.views = List.copyOf(views);
    }

    /** Computes what is not there yet; {@code done} runs after each example. */
    void fill(List<Example> examples, PhotographReader reader, Front front, Runnable done) {
        for (Example example : examples) {
            List<View> missing = new ArrayList<>(views);
            missing.removeIf(view -> store.contains(example, view));
            if (!missing.isEmpty()) {
                List<RgbPixels> images = reader.read(example, missing);
                float[] rows = front.apply(images);
                for (int i = 0; i < missing.size(); i++) {
                    store.put(example, missing.get(i), rows, i * store.values());
                }
            }
            done.run();
        }
    }

    @Override
    public float[] varied(List<Example> examples, RandomGenerator random) {
        float[] rows = new float[examples.size() * store.values()];
        for (int i = 0; i < examples.size(); i++) {
            store.get(examples.get(i), views.get(random.nextInt(views.size())), rows, i * store.values());
        }
        return rows;
    }

    @Override
    public float[] served(List<Example> examples) {
        float[] rows = new float[examples.size() * store.values()];
        for (int i = 0; i < examples.size(); i++) {
            store.get(examples.get(i), views.get(0), rows, i * store.values());
        }
        return rows;
    }
}
