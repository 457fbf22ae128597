package dev.alexstream.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker's network has done since the worker started.
 *
 * @param inferenceSeconds during which the inference thread was busy
 * @param batches that went through the network
 * @param images in these batches
 */
public record WorkerWork(double inferenceSeconds, double batches, double images) {

    /**
     * @param scrape what {@code /q/metrics} answers, in the Prometheus text format
     * @throws BenchException when a meter is missing
     */
    public static WorkerWork of(String scrape) {
        return new WorkerWork(
                value("alexstream_inference_seconds_sum", scrape),
                value("alexstream_batch_size_count", scrape),
                value("alexstream_batch_size_sum", scrape));
    }

    public WorkerWork since(WorkerWork earlier) {
        return new WorkerWork(
                inferenceSeconds - earlier.inferenceSeconds, batches - earlier.batches, images - earlier.images);
    }

    private static double value(String meter, String scrape) {
        Matcher line =
                Pattern.compile("(?m)^" + meter + "(?:\\{[^}]*})? (\\S+)$").matcher(scrape);
        if (!line.find()) {
            throw new BenchException("the worker's metrics have no " + meter);
        }
        return Double.parseDouble(line.group(1));
    }
}
