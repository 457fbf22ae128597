package dev.alexstream.bench;

/**
 * How fast a pipeline was, and what that took. A number that cannot be told is NaN.
 *
 * @param window from when requests could be read to the last outcome
 * @param work of the worker in the window
 * @param cpu in the window
 */
public record PipelineFigures(Window window, WorkerWork work, CpuSeconds cpu, CoreCost cost, int cores) {

    /**
     * @param outcomes all of them
     * @param imagesPerSecond from the first outcome to the last
     */
    public record Window(int outcomes, double seconds, double imagesPerSecond) {}

    /**
     * Seconds of a core that processes used.
     *
     * @param client this process: it reads outcomes and, in an open loop, publishes
     */
    public record CpuSeconds(double worker, double broker, double client) {}

    /** Share of the window during which the inference thread computed. */
    public double inferenceBusyShare() {
        return work.inferenceSeconds() / window.seconds();
    }

    public double meanBatchSize() {
        return work.images() / work.batches();
    }

    /** Milliseconds of a core for one image. */
    public double perImageMillis(double cpuSeconds) {
        return 1e3 * cpuSeconds / window.outcomes();
    }

    /**
     * What the cores of this machine could do at most: decode, compute, and serve what broker and client have used, without a moment lost
     * and with nothing else to do.
     */
    public double boundImagesPerSecond() {
        return cost.bound(cores, (cpu.broker() + cpu.client()) / window.outcomes());
    }

    public double shareOfBound() {
        return window.imagesPerSecond() / boundImagesPerSecond();
    }
}
