package dev.alexstream.bench;

/** What it takes to turn files of one format and size class into the network's input. */
public record DecodeFigure(Files files, Cost cost) {

    /**
     * @param format as in results: {@code jpeg}
     * @param meanBytes of a file
     */
    public record Files(String format, SizeClass sizeClass, int images, double meanBytes) {}

    /**
     * @param medianMillis of one image, on the clock
     * @param coreMillis of one image on average: time of a core, whoever else uses the others
     * @param imagesPerSecond of all threads together
     */
    public record Cost(int threads, double medianMillis, double coreMillis, double imagesPerSecond) {

        public double imagesPerSecondPerCore() {
            return 1e3 / coreMillis;
        }
    }
}
