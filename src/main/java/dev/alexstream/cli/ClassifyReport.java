package dev.alexstream.cli;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.ResultCodec;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Prints each outcome: result bodies and rejections as JSON lines, or a table. */
final class ClassifyReport implements BiConsumer<Source, Outcome> {

    private final Console console;
    private final boolean json;
    private final boolean allPredictions;
    private long rejected;

    /** @param allPredictions in the table too, not only the most probable one */
    ClassifyReport(Console console, boolean json, boolean allPredictions) {
        this.console = console;
        this.json = json;
        this.allPredictions = allPredictions;
    }

    @Override
    public void accept(Source source, Outcome outcome) {
        if (outcome instanceof Classified classified) {
            print(classified);
        } else if (outcome instanceof Rejected refused) {
            rejected++;
            print(source, refused);
        }
    }

    int exitCode() {
        return rejected == 0 ? ExitCode.DONE : ExitCode.SOME_REJECTED;
    }

    private void print(Classified result) {
        if (json) {
            console.line(ResultCodec.encode(result));
            return;
        }
        List<Prediction> predictions = result.predictions();
        Prediction best = predictions.get(0);
        console.line(Plain.printable(ResultLine.of(
                best.label(),
                best.probability(),
                result.source(),
                result.timing().inference())));
        if (allPredictions) {
            predictions.stream().skip(1).forEach(this::printFurther);
        }
    }

    private void printFurther(Prediction prediction) {
        console.line(Plain.printable(
                String.format(Locale.ROOT, "%-16s %6.2f %%", prediction.label(), 100 * prediction.probability())));
    }

    private void print(Source source, Rejected refused) {
        if (json) {
            console.line(JsonLine.of(JsonLine.object()
                    .put("source", source.display())
                    .put("error_code", refused.code().name())
                    .put("reason", refused.reason())));
        } else {
            console.line(
                    Plain.printable(ResultLine.rejected(refused.code().name(), source.display(), refused.reason())));
        }
    }
}
