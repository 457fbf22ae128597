package dev.alexstream.training;

import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a training run is of: two runs of one identity give the same weights, so one can go on where the other stopped.
 *
 * @param facts what was given, by what a person calls it
 */
record RunIdentity(SortedMap<String, String> facts) {

    static RunIdentity of(TrainingRequest request, Photographs photographs, double holdout) {
        return new RunIdentity(new TreeMap<>(Map.of(
                "photographs", photographs.digest(),
                "architecture", request.architecture().toString(),
                "preprocessing", request.preprocessing().toString(),
                "base", request.base().name() + " " + digest(request.base().weights()),
                "recipe", request.recipe().name(),
                "stages and epochs", request.stages().toString(),
                "seed", String.valueOf(request.seed()),
                "holdout", String.valueOf(holdout))));
    }

    private static String digest(Weights weights) {
        MessageDigest sha = Digests.sha256();
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            String head = entry.getKey() + " " + tensor.type() + " " + tensor.shape() + "\n";
            sha.update(head.getBytes(StandardCharsets.UTF_8));
            sha.update(tensor.data());
        }
        return Digests.hex(sha);
    }

    /** What the two do not have in common. */
    List<String> differencesFrom(RunIdentity other) {
        TreeMap<String, String> all = new TreeMap<>(facts);
        all.putAll(other.facts);
        return all.keySet().stream()
                .filter(name -> !String.valueOf(facts.get(name)).equals(other.facts.get(name)))
                .toList();
    }
}
