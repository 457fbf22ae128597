package dev.alexstream;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.SmallModels;
import dev.alexstream.model.StarterModel;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two models take turns under load, in a process whose memory is watched. Prints one line: what went wrong with requests, and what the process
 * has grown by in the second half. By hand, on the real network: {@code main starter 1000}.
 */
final class SwapGrowth {

    private static final int COMPANY = 16;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final List<byte[]> images =
            SyntheticImages.draw(4, 7).stream().map(image -> image.jpeg()).toList();
    private final Map<String, String> answers = new HashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private volatile boolean over;

    private SwapGrowth() {}

    /** @param args {@code tiny} or {@code starter}, and the number of swaps */
    public static void main(String[] args) throws Exception {
        int swaps = Integer.parseInt(args[1]);
        List<LoadedModel> models = args[0].equals("tiny") ? tiny() : starter();
        System.out.println(new SwapGrowth().run(models, swaps));
        System.exit(0);
    }

    private String run(List<LoadedModel> models, int swaps) throws Exception {
        AlexstreamConfig config = AlexstreamConfig.load(Map.of("alexstream.engine.precision", "fp32"));
        try (ClassificationService service = ClassificationService.start(config, models.get(0), ProgramMetrics.NONE)) {
            Thread load = new Thread(() -> load(service), "load");
            load.start();
            long memory = 0;
            long threads = 0;
            for (int swap = 1; swap <= swaps; swap++) {
                if (!service.serve(models.get(swap % 2)).await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a model was not closed within a minute");
                }
                if (swap == swaps / 2) {
                    memory = status("VmRSS");
                    threads = status("Threads");
                }
            }
            String line = "swaps %d, answered %d, wrong %d, from %d kB by %d kB, threads by %d"
                    .formatted(
                            swaps,
                            answered.get(),
                            wrong.get(),
                            memory,
                            status("VmRSS") - memory,
                            status("Threads") - threads);
            over = true;
            load.join();
            return line;
        }
    }

    private void load(ClassificationService service) {
        while (!over) {
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < COMPANY; i++) {
                outcomes.add(service.classify(request(i % images.size())));
            }
            for (int i = 0; i < COMPANY; i++) {
                check(i % images.size(), outcomes.get(i).join());
            }
        }
    }

    /** One model says the same of one image each time, whoever answered in between. */
    private void check(int image, Outcome outcome) {
        answered.incrementAndGet();
        if (outcome instanceof Classified classified) {
            String said = classified.predictions().get(0).label()
                    + Math.round(1e3 * classified.predictions().get(0).probability());
            String before = answers.putIfAbsent(image + " " + classified.model(), said);
            if (before == null || before.equals(said)) {
                return;
            }
        }
        wrong.incrementAndGet();
    }

    private ImageRequest request(int image) {
        return new ImageRequest(
                "id",
                "source",
                new Payload.Inline(images.get(image)),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Of two sizes of input, with other labels. */
    private static List<LoadedModel> tiny() {
        return List.of(tiny("1", 31), tiny("2", 47));
    }

    private static LoadedModel tiny(String version, int side) {
        Architecture architecture = new Architecture(
                "tiny",
                side,
                List.of(
                        new Convolution("conv1", 16, 5, 2, 0, 1),
                        new MaxPooling("pool1", 3, 2),
                        new Dense("fc2", 8),
                        new Softmax("output", 2)));
        return new LoadedModel(
                SmallModels.manifest().withVersion(version),
                architecture,
                WeightInitializer.HE_UNIFORM.initialize(architecture, side));
    }

    private static List<LoadedModel> starter() {
        LoadedModel one = StarterModel.load();
        ModelManifest two = one.manifest().withVersion("2");
        return List.of(
                one,
                new LoadedModel(
                        two,
                        one.architecture(),
                        WeightInitializer.of(one.architecture()).initialize(one.architecture(), 1)));
    }

    private static long status(String field) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
