package dev.alexstream.bench;

/** What grows, and what that costs. */
public enum GrowthChart {
    ENGINE(
            "How long the engine takes for an image of a batch",
            "images in a batch",
            "ms an image",
            "`alexnet-2012` with 1000 classes and seeded random weights, on all processors."),
    DECODE(
            "How long an image takes to become the network's input",
            "megapixels",
            "ms",
            "Time of a core for images that the program draws, with grain."),
    PARTITIONS(
            "How fast a backlog is drained",
            "partitions",
            "images a second",
            "Broker and one worker with the starter model on the same processors, which has had 200 images before, so that Java still"
                    + " compiles it; JPEG files of 500 x 375 pixels, sent as bytes."),
    BACKLOG(
            "How long a backlog takes",
            "images in the backlog",
            "seconds",
            "As before, with the default number of partitions, sent as references to files; from the moment that requests can be read to"
                    + " the last result.");

    private final String title;
    private final String cause;
    private final String cost;
    private final String note;

    GrowthChart(String title, String cause, String cost, String note) {
        this.title = title;
        this.cause = cause;
        this.cost = cost;
        this.note = note;
    }

    public String title() {
        return title;
    }

    /** What grows, with its unit: along the horizontal axis. */
    public String cause() {
        return cause;
    }

    /** What it costs, with its unit: along the vertical axis. */
    public String cost() {
        return cost;
    }

    /** How it is measured. */
    public String note() {
        return note;
    }
}
