package dev.alexstream.training;

import dev.alexstream.network.NetworkException;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Checkpoints in a folder: one after each stage, and one after each epoch unless that would take more than a tenth of the time. For one
 * process at a time.
 */
public final class CheckpointFolder implements Checkpoints {

    private static final int SHARE_OF_TIME = 10;

    private final CheckpointFiles files;
    private final LongSupplier nanos;
    private RunIdentity identity;
    private CheckpointRecord last;
    private long savedAt;
    private long savingTook;

    private CheckpointFolder(Path folder, LongSupplier nanos, CheckpointRecord last) {
        this.files = new CheckpointFiles(folder);
        this.nanos = nanos;
        this.last = last;
    }

    /** Whether a run has left a checkpoint in a folder. */
    public static boolean isIn(Path folder) {
        return new CheckpointFiles(folder).exist();
    }

    /**
     * For a new run.
     *
     * @param folder need not exist
     * @param nanos of a clock that never goes back
     */
    public static CheckpointFolder empty(Path folder, LongSupplier nanos) {
        return new CheckpointFolder(folder, nanos, null);
    }

    /**
     * For going on with a run.
     *
     * @throws TrainingException if there is no checkpoint, or none that can be read
     */
    public static CheckpointFolder resumed(Path folder, LongSupplier nanos) {
        try {
            return new CheckpointFolder(folder, nanos, new CheckpointFiles(folder).read());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public void claim(RunIdentity claimed) {
        identity = claimed;
        if (last != null) {
            List<String> differences = claimed.differencesFrom(new RunIdentity(last.run()));
            if (!differences.isEmpty()) {
                throw new TrainingException("the checkpoint in " + files.folder()
                        + " is of another training, with other " + String.join(", ", differences)
                        + ": give what was given then, or delete it to begin anew");
            }
        }
    }

    @Override
    public Optional<FinishedStages> finished() {
        if (last == null || last.stages().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FinishedStages(last.stages(), read(last.weightsFile()), last.rateDividedAfter()));
    }

    @Override
    public EpochLog log(FinishedStages before) {
        return new EpochLog() {
            @Override
            public Optional<EpochState> resumed() {
                return CheckpointFolder.this.resumed(before);
            }

            @Override
            public void ended(EpochState state) {
                if (isDue()) {
                    save(before, state);
                }
            }
        };
    }

    @Override
    public void finished(FinishedStages stages) {
        save(stages, null);
    }

    @Override
    public void remove() {
        try {
            files.remove();
        } catch (IOException e) {
            throw new TrainingException("cannot remove the checkpoint in " + files.folder() + ": " + e, e);
        }
    }

    private Optional<EpochState> resumed(FinishedStages before) {
        if (last == null || last.epoch() == null || !last.stages().equals(before.stages())) {
            return Optional.empty();
        }
        CheckpointRecord.Epoch epoch = last.epoch();
        Weights vectors = new Weights(Map.of());
        for (String vector : epoch.vectors()) {
            vectors = vectors.overlaidWith(read(last.vectorFile(vector)));
        }
        Weights best = last.hasBest() ? read(last.bestFile()) : null;
        return Optional.of(new EpochState(
                epoch.number(), epoch.random(), epoch.plateau(), new TailState(epoch.counts(), vectors), best));
    }

    private Weights read(String file) {
        try {
            return files.read(file);
        } catch (IOException | NetworkException e) {
            throw unreadable(files.folder(), e);
        }
    }

    private static TrainingException unreadable(Path folder, Exception cause) {
        return new TrainingException(
                "the checkpoint in " + folder + " cannot be read, delete it to begin anew: " + cause.getMessage(),
                cause);
    }

    private boolean isDue() {
        return last == null || nanos.getAsLong() - savedAt >= (SHARE_OF_TIME - 1) * savingTook;
    }

    private void save(FinishedStages stages, EpochState state) {
        long began = nanos.getAsLong();
        CheckpointRecord record = new CheckpointRecord(
                CheckpointRecord.FORMAT, identity.facts(), stages.stages(), stages.rateDividedAfter(), epoch(state));
        try {
            files.write(record, tensors(record, stages, state), last == null ? Set.of() : last.files());
        } catch (IOException e) {
            throw new TrainingException("cannot keep a checkpoint in " + files.folder() + ": " + e, e);
        }
        last = record;
        savedAt = nanos.getAsLong();
        savingTook = savedAt - began;
    }

    private static CheckpointRecord.Epoch epoch(EpochState state) {
        return state == null
                ? null
                : new CheckpointRecord.Epoch(
                        state.epoch(),
                        state.random(),
                        state.plateau(),
                        state.tail().counts(),
                        List.copyOf(state.tail().vectors().names()));
    }

    private static Map<String, Weights> tensors(CheckpointRecord record, FinishedStages stages, EpochState state) {
        Map<String, Weights> tensors = new LinkedHashMap<>();
        tensors.put(record.weightsFile(), stages.weights());
        if (state != null) {
            Weights vectors = state.tail().vectors();
            vectors.names().forEach(vector -> tensors.put(record.vectorFile(vector), vectors.only(vector::equals)));
        }
        if (record.hasBest()) {
            tensors.put(record.bestFile(), state.best());
        }
        return tensors;
    }
}
