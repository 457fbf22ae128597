package dev.alexstream.cli;

import dev.alexstream.AlexstreamConfig;
import dev.alexstream.NativeMemory;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.training.ClassFolders;
import dev.alexstream.training.Photographs;
import java.nio.file.Path;

/** What training and evaluation share: the decoder and the engine that serve, with their limits. */
record LearningTools(ImageDecoder decoder, EngineConfig engine, long maxBytes) {

    /** What every example is decoded with once, to see whether it can be. */
    private static final ImageGeometry TRIAL = new ImageGeometry(256, 227);

    /** Before the first native library is loaded. */
    static LearningTools of(Settings settings) {
        NativeMemory.allow();
        AlexstreamConfig config = settings.config();
        return new LearningTools(
                new OpenCvImageDecoder(config.of(ImageConfig.class)),
                config.of(EngineConfig.class),
                config.of(FetchConfig.class).maxBytes().asLongValue());
    }

    /** Reads class folders, and says which files were left out. */
    Photographs read(Console console, Path folder) {
        Photographs photographs = new ClassFolders(decoder, TRIAL, maxBytes).read(folder);
        photographs.skipped().forEach(skipped -> console.note("skipped " + skipped.file() + ": " + skipped.reason()));
        console.note(Numbers.counted(photographs.examples().size(), "image") + " of "
                + photographs.labels().size() + (photographs.labels().size() == 1 ? " class" : " classes") + ", "
                + photographs.skipped().size() + " skipped");
        return photographs;
    }
}
