package dev.alexstream.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alexstream.model.TrainingLineage.Stage;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The small part of a checkpoint, as JSON; it names the files of the large part. It binds to its own records only.
 *
 * @param run identity of the training
 * @param stages that are finished
 * @param rateDividedAfter of the last one of them
 * @param epoch of the stage after them that ended last; null between stages
 */
record CheckpointRecord(
        int format, SortedMap<String, String> run, List<Stage> stages, List<Integer> rateDividedAfter, Epoch epoch) {

    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @param vectors names of the tail's vectors */
    record Epoch(int number, long random, Plateau.State plateau, TailState.Counts counts, List<String> vectors) {}

    byte[] encoded() throws JsonProcessingException {
        return JSON.writeValueAsBytes(this);
    }

    /**
     * @throws IOException if it is none, or of another format
     */
    static CheckpointRecord decoded(byte[] json) throws IOException {
        CheckpointRecord record = JSON.readValue(json, CheckpointRecord.class);
        if (record.format != FORMAT || record.run == null || record.stages == null) {
            throw new IOException("format " + record.format + " is not that of this version, " + FORMAT);
        }
        return record;
    }

    /** All files that belong to it. */
    Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        if (!stages.isEmpty()) {
            files.add(weightsFile());
        }
        if (epoch != null) {
            epoch.vectors().forEach(vector -> files.add(vectorFile(vector)));
        }
        if (hasBest()) {
            files.add(bestFile());
        }
        return files;
    }

    boolean hasBest() {
        return epoch != null && epoch.plateau().bestEpoch() > 0;
    }

    /** The weights that the finished stages led to. */
    String weightsFile() {
        return "stage-" + stages.size() + "-weights.safetensors";
    }

    String vectorFile(String vector) {
        return "stage-" + (stages.size() + 1) + "-epoch-" + epoch.number() + "-" + vector + ".safetensors";
    }

    String bestFile() {
        return "stage-" + (stages.size() + 1) + "-epoch-" + epoch.plateau().bestEpoch() + "-best.safetensors";
    }
}
