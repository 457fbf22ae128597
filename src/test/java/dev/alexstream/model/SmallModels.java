package dev.alexstream.model;

import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Untrained models of two classes for tests. */
public final class SmallModels {

    private SmallModels() {}

    public static ModelManifest manifest() {
        var parameters = new ArchitectureParameters(2, List.of(8), LrnOrder.AFTER_POOLING);
        return new ModelManifest(
                "pets",
                "1",
                new ArchitectureReference(AlexNets.ALEXNET_2012, parameters),
                List.of("cat", "dog"),
                new Preprocessing(256, List.of(122.23, 116.21, 103.57), List.of(1.0, 1.0, 1.0)),
                new TrainingLineage(
                        "pets",
                        "sha256:" + "0".repeat(64),
                        20,
                        "random",
                        7,
                        List.of(new TrainingLineage.Stage("fc6", 30, 1e-4, false, 32))),
                new TreeMap<>(Map.of("holdout-top-1", 0.75)),
                new ActivationRanges(20, new TreeMap<>(Map.of("conv2", 41.5, "fc6", 7.25))),
                "sha256:" + "0".repeat(64));
    }

    public static LoadedModel model() {
        return of(manifest(), 1);
    }

    /** With the digest of its weights, which depend on the seed. */
    public static LoadedModel version(String version, long seed) {
        return of(manifest().withVersion(version), seed).withDigest();
    }

    private static LoadedModel of(ModelManifest manifest, long seed) {
        Architecture architecture = manifest.architecture().resolve();
        return new LoadedModel(
                manifest,
                architecture,
                WeightInitializer.HE_UNIFORM.initialize(architecture, seed).as(DataType.F16));
    }
}
