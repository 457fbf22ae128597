package dev.alexstream.cli;

import dev.alexstream.bench.PipelineDuelFigures;
import dev.alexstream.bench.PipelineDuelFigures.Answers;
import dev.alexstream.bench.PipelineDuelFigures.Side;
import dev.alexstream.bench.PipelineTurn;
import dev.alexstream.bench.ProcessUse;
import dev.alexstream.cli.BenchPipeline.Images;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.IsolationLevel;

/**
 * The packaged worker and {@link PlainPipeline}, each a process of its own, at one broker and on the same images. Both are up all the time;
 * in each round first one and then the other has a backlog to drain, so that only one computes.
 */
final class PipelineDuel {

    /** Requests before the measured ones, so that code is compiled and buffers are there. */
    private static final int WARM_UP = 500;

    private final Console console;
    private final Settings settings;
    private final Path jar;
    private final Images images;
    private final BooleanSupplier stopped;

    /**
     * @param jar that starts the packaged program
     * @param stopped asked now and then: end early, with a failure
     */
    PipelineDuel(Console console, Settings settings, Path jar, Images images, BooleanSupplier stopped) {
        this.console = console;
        this.settings = settings;
        this.jar = jar;
        this.images = images;
        this.stopped = stopped;
    }

    /** @param images in the backlog of a round */
    record Effort(int images, int rounds) {}

    private record Contestant(PipelineLane lane, EngineInfo engine, List<PipelineTurn> turns) {

        Contestant(PipelineLane lane, EngineInfo engine) {
            this(lane, engine, new ArrayList<>());
        }

        Side side(String pipeline) {
            return new Side(pipeline, engine, turns);
        }

        Answers answers() {
            return new Answers(engine, lane.answers());
        }
    }

    /**
     * @param folder for what broker and workers leave behind
     * @throws dev.alexstream.bench.BenchException when the two do not agree on what they see
     */
    PipelineDuelFigures run(Path folder, Effort effort) {
        try (SeparateParts parts = new SeparateParts(jar, folder)) {
            console.note("Starting broker and workers.");
            Settings own =
                    settings.with(OwnBroker.settings(parts.startBroker(folder.resolve("broker")), "alexstream-bench"));
            Settings plain = own.with(Map.of(
                    "alexstream.group-id", "plain-bench",
                    "alexstream.topics.requests", "plain.requests",
                    "alexstream.topics.classifications", "plain.classifications",
                    "alexstream.topics.dead-letters", "plain.dead-letters"));
            try (KafkaConnection connection = KafkaConnection.open(own.kafkaProperties())) {
                own.ensureTopics(connection);
                plain.ensureTopics(connection);
                parts.startWorker(own);
                try (ChildProcess process = plainWorker(plain, folder);
                        var ownLane = new PipelineLane(
                                connection, own, images, () -> parts.read().worker());
                        var plainLane =
                                new PipelineLane(connection, plain, images, () -> ProcessUse.of(process.handle()))) {
                    var plainEngine = new EngineInfo(process.firstLine(), "fp32", "cpu");
                    var figures = measure(
                            new Contestant(ownLane, ownEngine()), new Contestant(plainLane, plainEngine), effort);
                    requireAudit(own);
                    return figures;
                }
            }
        }
    }

    private static ChildProcess plainWorker(Settings plain, Path folder) {
        return ChildProcess.start(PlainPipeline.class, plain.overrides(), folder.resolve("plain.log"));
    }

    private PipelineDuelFigures measure(Contestant own, Contestant plain, Effort effort) {
        console.note("Warming up.");
        own.lane().warmUp(WARM_UP, stopped);
        plain.lane().warmUp(WARM_UP, stopped);
        for (int round = 1; round <= effort.rounds(); round++) {
            console.note("Round " + round + " of " + effort.rounds() + ".");
            own.turns().add(own.lane().turn(effort.images(), stopped));
            plain.turns().add(plain.lane().turn(effort.images(), stopped));
        }
        PipelineDuelFigures.requireAgreement(plain.answers(), own.answers());
        return new PipelineDuelFigures(own.side("alexstream"), plain.side("plain"));
    }

    /** What the worker has chosen, as it would be chosen here. */
    private EngineInfo ownEngine() {
        LoadedModel model = Models.load(settings);
        try (Classifier classifier = Classifiers.open(
                model.architecture(),
                model.weights(),
                model.manifest().preprocessing(),
                model.manifest().activationRanges(),
                settings.config().of(EngineConfig.class))) {
            return classifier.info();
        }
    }

    private void requireAudit(Settings own) {
        var audit = AuditCommand.run(own, IsolationLevel.READ_COMMITTED);
        if (!audit.clean()) {
            throw new CommandFailure("the audit found faults: " + AuditLines.brief(audit));
        }
    }
}
