package dev.alexstream.training;

import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small data set of drawings in class folders, and what it takes to read it. */
final class DrawnPhotographs {

    static final ImageDecoder DECODER = new OpenCvImageDecoder(
            new SmallRyeConfigBuilder().withMapping(ImageConfig.class).build().getConfigMapping(ImageConfig.class));

    static final EngineConfig ENGINE =
            new SmallRyeConfigBuilder().withMapping(EngineConfig.class).build().getConfigMapping(EngineConfig.class);

    private DrawnPhotographs() {}

    static Path write(Path folder, int count, long seed) throws IOException {
        List<Drawn> drawings = SyntheticImages.draw(count, seed);
        for (int i = 0; i < count; i++) {
            Path classFolder =
                    Files.createDirectories(folder.resolve(drawings.get(i).label()));
            Files.write(classFolder.resolve(i + ".jpg"), drawings.get(i).jpeg());
        }
        return folder;
    }

    static Photographs read(Path folder) {
        return new ClassFolders(DECODER, new ImageGeometry(256, 227), 1 << 20).read(folder);
    }
}
