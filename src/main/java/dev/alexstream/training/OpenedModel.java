package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import java.util.List;
import java.util.function.Supplier;

/** A model that is read and compiled when it is first asked, and answers as it does when serving. For one thread. */
final class OpenedModel implements Answering, AutoCloseable {

    private final Supplier<LoadedModel> source;
    private final TrainerParts parts;
    private Compiled compiled;

    /** What is left of the model once it is compiled. */
    private record Compiled(List<String> labels, PhotographReader reader, View view, Classifier classifier) {

        static Compiled of(LoadedModel model, TrainerParts parts) {
            return new Compiled(
                    model.manifest().labels(),
                    new PhotographReader(parts.decoder(), model.architecture().inputSide()),
                    View.ofServing(model.manifest().preprocessing().shortSide()),
                    parts.open(model));
        }

        String label(byte[] encoded, String name) {
            List<RgbPixels> pixels = reader.read(encoded, name, List.of(view));
            return labels.get(Scores.best(classifier.classify(pixels)[0]));
        }
    }

    OpenedModel(Supplier<LoadedModel> source, TrainerParts parts) {
        this.source = source;
        this.parts = parts;
    }

    @Override
    public String label(byte[] encoded, String name) {
        if (compiled == null) {
            compiled = Compiled.of(source.get(), parts);
        }
        return compiled.label(encoded, name);
    }

    @Override
    public void close() {
        if (compiled != null) {
            compiled.classifier().close();
            compiled = null;
        }
    }
}
