package dev.alexstream.cli;

import java.util.List;

/**
 * At which sizes growth is measured.
 *
 * @param batches images
 * @param megapixels of an image
 * @param partitions of each topic
 * @param backlogs requests
 */
record GrowthSteps(List<Integer> batches, List<Double> megapixels, List<Integer> partitions, List<Integer> backlogs) {

    /** Minutes. */
    static final GrowthSteps FEW =
            new GrowthSteps(List.of(1, 8, 64, 128), List.of(0.1, 1.0, 12.0), List.of(1, 8, 64), List.of(100, 1_000));

    /** Half an hour, most of it the largest backlog. */
    static final GrowthSteps ALL = new GrowthSteps(
            List.of(1, 2, 4, 8, 16, 32, 64, 128),
            List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 12.0),
            List.of(1, 2, 4, 8, 16, 32, 64),
            List.of(100, 1_000, 10_000, 100_000));

    GrowthSteps withoutBacklogsAbove(int most) {
        return new GrowthSteps(
                batches,
                megapixels,
                partitions,
                backlogs.stream().filter(backlog -> backlog <= most).toList());
    }
}
