package dev.alexstream.cli;

import dev.alexstream.ClassificationService;
import dev.alexstream.NativeLibraries;
import dev.alexstream.fetch.FetchConfig;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        description = {
            "Classifies images here and now, without Kafka.",
            "The hosts of the URLs and the buckets of s3:// references are allowed, but not addresses inside private networks and not"
                    + " redirects to other hosts, unless alexstream.fetch.http.* allows them."
        })
final class ClassifyCommand implements Callable<Integer> {

    private final Console console;
    private final Settings settings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions images;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "How many labels (default: 5, of which the table shows one).")
    private Integer topK;

    @Mixin
    private OutputOptions output;

    ClassifyCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (topK != null && topK < 1) {
            throw new ParameterException(spec.commandLine(), "--top-k " + topK + " is less than 1");
        }
        Settings chosen = settings.with(model.asSettings());
        List<Source> sources = images.expand(console.in()).toList();
        if (sources.isEmpty()) {
            throw images.nothingTo("classify");
        }
        return NativeLibraries.whileLoading(() -> classify(sources, allowed(sources, chosen)));
    }

    private static Settings allowed(List<Source> sources, Settings chosen) {
        FetchConfig fetch = chosen.config().of(FetchConfig.class);
        return chosen.with(TypedHosts.overrides(sources, fetch));
    }

    private int classify(List<Source> sources, Settings chosen) {
        ClassifyReport report = new ClassifyReport(console, output.json(), topK != null);
        long maxBytes = chosen.config().of(FetchConfig.class).maxBytes().asLongValue();
        var requests = new ClassifyRequests(topK == null ? OptionalInt.empty() : OptionalInt.of(topK), maxBytes);
        AtomicBoolean stopped = new AtomicBoolean();
        try (ClassificationService service = Models.serve(chosen, Models.load(chosen))) {
            ClassifyQueue queue = new ClassifyQueue(service::classify, report);
            return StopSignal.during(() -> stopped.set(true), () -> {
                sources.stream()
                        .takeWhile(source -> !stopped.get())
                        .forEach(source -> queue.add(source, requests.of(source)));
                queue.finish();
                return report.exitCode();
            });
        }
    }
}
