package dev.alexstream.cli;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is shown.
 *
 * @param images to classify, first by the model that is given, and again by the one that has learned
 * @param lesson other images, in class folders, to learn in between; empty if nothing is learned
 */
record DemoScript(List<Source> images, List<Source> lesson) {

    private static final int DRAWINGS = 20;
    private static final long SEED = 17;

    /** 40 of each class, of which the trainer holds about 8 out. */
    private static final int LABELLED = 200;

    DemoScript {
        images = List.copyOf(images);
        lesson = List.copyOf(lesson);
    }

    static DemoScript classify(List<Source> images) {
        return new DemoScript(images, List.of());
    }

    /** Drawings of classes that the starter model has never seen. */
    static DemoScript draw(TemporaryFolder folder) {
        return new DemoScript(
                drawn(folder, "drawings", SyntheticImages.draw(DRAWINGS, SEED)),
                drawn(folder, "labelled", SyntheticImages.draw(LABELLED, SEED + 1)));
    }

    private static List<Source> drawn(TemporaryFolder folder, String name, List<Drawn> drawings) {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < drawings.size(); i++) {
            Drawn drawing = drawings.get(i);
            files.put(String.format(Locale.ROOT, "%s/%03d.jpg", drawing.label(), i + 1), drawing.jpeg());
        }
        Path drawn = folder.write(name, files);
        return ImageFolder.files(drawn).toList();
    }

    boolean learns() {
        return !lesson.isEmpty();
    }
}
