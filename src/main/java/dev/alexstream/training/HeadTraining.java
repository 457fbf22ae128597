package dev.alexstream.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Steps over samples in which every class has the same share. How long it goes on is settled beforehand: no held-out image has a say.
 */
final class HeadTraining {

    private static final float SMOOTHING = 0.1f;

    private final Tail tail;
    private final int batch;
    private final TrainingProgress progress;
    private final Random random;
    private final List<List<Lecture>> classes;

    /** A sample with what the network is to say about it, a distribution over the classes. */
    record Lecture(Sample sample, float[] target) {}

    /** @param batch number of samples that a step is shown */
    HeadTraining(Tail tail, List<Lecture> lectures, int batch, TrainingProgress progress, long seed) {
        this.tail = tail;
        this.batch = batch;
        this.progress = progress;
        this.random = new Random(seed);
        Map<Integer, List<Lecture>> byClass = new TreeMap<>();
        lectures.forEach(lecture -> byClass.computeIfAbsent(lecture.sample().label(), label -> new ArrayList<>())
                .add(lecture));
        this.classes = List.copyOf(byClass.values());
    }

    /** Szegedy et al. 2016, section 7: a tenth of the certainty is spread over all classes. */
    static float[] softened(int label, int classes) {
        float[] target = new float[classes];
        for (int i = 0; i < classes; i++) {
            target[i] = SMOOTHING / classes + (i == label ? 1 - SMOOTHING : 0);
        }
        return target;
    }

    /** @return the loss averaged over the last tenth of the steps */
    double run(int steps) {
        progress.began("training", steps);
        double loss = 0;
        int last = Math.max(1, steps / 10);
        try {
            List<Lecture> queue = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                while (queue.size() < batch) {
                    queue.addAll(round());
                }
                double before = fit(List.copyOf(queue.subList(0, batch)));
                loss += step >= steps - last ? before / last : 0;
                queue.subList(0, batch).clear();
                progress.step();
            }
            return loss;
        } finally {
            progress.ended();
        }
    }

    /** One of each class, in a new order. */
    private List<Lecture> round() {
        List<Lecture> round = new ArrayList<>();
        for (List<Lecture> some : classes) {
            round.add(some.get(random.nextInt(some.size())));
        }
        Collections.shuffle(round, random);
        return round;
    }

    private double fit(List<Lecture> some) {
        float[] targets = new float[some.size() * tail.classes()];
        for (int i = 0; i < some.size(); i++) {
            System.arraycopy(some.get(i).target(), 0, targets, i * tail.classes(), tail.classes());
        }
        List<Sample> samples = some.stream().map(Lecture::sample).toList();
        return tail.fit(Rows.varied(samples, tail.inputs(), random), targets);
    }
}
