package dev.alexstream.cli;

import dev.alexstream.CompilerThreads;
import dev.alexstream.bench.DecodeBench;
import dev.alexstream.bench.EngineBench;
import dev.alexstream.bench.GrowthChart;
import dev.alexstream.bench.GrowthPoint;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.cli.BenchPipeline.Images;
import dev.alexstream.cli.BenchPipeline.Load;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.SyntheticPhotographs;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Measures the points of the charts, each with what {@code bench} measures single figures. */
final class GrowthMeasurements {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int CLASSES = 1000;
    private static final int ROUNDS = 7;

    /** Before a backlog: its worker has only just started. */
    private static final int WARM_UPS = 200;

    /** Images of each size that are decoded. */
    private static final int DRAWN = 4;

    /** Requests that are drained with each number of partitions. */
    private static final int DRAINED = 1_000;

    private final Console console;
    private final Settings settings;
    private final GrowthSteps steps;
    private final Path jar;
    private final BooleanSupplier stopped;

    /**
     * @param jar that starts the packaged program
     * @param stopped asked now and then: end early, with a failure
     */
    GrowthMeasurements(Console console, Settings settings, GrowthSteps steps, Path jar, BooleanSupplier stopped) {
        this.console = console;
        this.settings = settings;
        this.steps = steps;
        this.jar = jar;
        this.stopped = stopped;
    }

    List<GrowthPoint> measure(GrowthChart chart) {
        return switch (chart) {
            case ENGINE -> engine();
            case DECODE -> decode();
            case PARTITIONS -> partitions();
            case BACKLOG -> backlogs();
        };
    }

    private List<GrowthPoint> engine() {
        var architecture = AlexNets.of(AlexNets.ALEXNET_2012, ArchitectureParameters.ofClasses(CLASSES));
        List<GrowthPoint> points = new ArrayList<>();
        try (EngineBench bench = new EngineBench(MeasuredNetwork.random(architecture))) {
            new BenchEngines(console, settings, List.of("onednn"), List.of()).open(bench);
            for (int batch : steps.batches()) {
                console.note("Batches of " + batch + ".");
                bench.measure(batch, ROUNDS)
                        .forEach(figure -> points.add(new GrowthPoint(
                                GrowthChart.ENGINE,
                                figure.engine().precision(),
                                batch,
                                figure.medianMillis() / batch)));
            }
        }
        return points;
    }

    private List<GrowthPoint> decode() {
        var decoder = new OpenCvImageDecoder(settings.config().of(ImageConfig.class));
        var bench = new DecodeBench(decoder, GEOMETRY, 1);
        List<GrowthPoint> points = new ArrayList<>();
        for (double megapixels : steps.megapixels()) {
            int height = (int) Math.round(Math.sqrt(megapixels * 1e6 * 3 / 4));
            int width = (int) Math.round(megapixels * 1e6 / height);
            console.note("Images of " + width + " x " + height + " pixels.");
            for (Encoding encoding : Encoding.values()) {
                var images = SyntheticPhotographs.take(DRAWN, width, height, encoding);
                bench.measure(images)
                        .figures()
                        .forEach(figure -> points.add(new GrowthPoint(
                                GrowthChart.DECODE,
                                figure.files().format().toUpperCase(Locale.ROOT),
                                megapixels,
                                figure.cost().coreMillis())));
            }
        }
        return points;
    }

    private List<GrowthPoint> partitions() {
        return Stream.of(steps.partitions().toArray(Integer[]::new))
                .map(partitions -> {
                    console.note("Topics of " + Numbers.counted(partitions, "partition") + ".");
                    var chosen = settings.with(Map.of("alexstream.topics.partitions", partitions.toString()));
                    BenchPipelineRun run = drain(chosen, DRAINED, Publisher.Mode.BYTES);
                    double perSecond = run.measured().figures().window().imagesPerSecond();
                    return new GrowthPoint(GrowthChart.PARTITIONS, "worker", partitions, perSecond);
                })
                .toList();
    }

    private List<GrowthPoint> backlogs() {
        return steps.backlogs().stream()
                .map(backlog -> {
                    console.note("A backlog of " + backlog + ".");
                    BenchPipelineRun run = drain(settings, backlog, Publisher.Mode.REFERENCE);
                    double seconds = run.measured().figures().window().seconds();
                    return new GrowthPoint(GrowthChart.BACKLOG, "worker", backlog, seconds);
                })
                .toList();
    }

    /** @throws CommandFailure when the audit finds a fault */
    private BenchPipelineRun drain(Settings chosen, int count, Publisher.Mode mode) {
        CompilerThreads.giveWay();
        try (TemporaryFolder folder = TemporaryFolder.create("bench");
                SeparateParts parts = new SeparateParts(jar, folder.path())) {
            List<Path> files = BenchImages.files(BenchImages.draw(folder));
            Settings allowed = chosen.with(
                    Map.of("alexstream.fetch.file.root", folder.path().toString()));
            var load = new Load(count, OptionalDouble.empty(), mode, Math.min(WARM_UPS, count));
            var images = new Images(files, BenchImages.read(files));
            BenchPipelineRun run = new BenchPipeline(console, allowed, load, images, stopped).run(parts, folder.path());
            if (!run.audit().clean()) {
                throw new CommandFailure("the audit found faults: " + AuditLines.brief(run.audit()));
            }
            return run;
        }
    }
}
