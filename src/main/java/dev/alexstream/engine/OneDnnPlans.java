package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Opens a oneDNN plan in a precision that is asked for, or in the fastest one that can be relied on.
 *
 * @param ranges null if unknown; without them there is no int8
 */
record OneDnnPlans(Architecture architecture, Weights weights, Preprocessing preprocessing, ActivationRanges ranges) {

    private static final Logger LOG = Logger.getLogger(OneDnnPlans.class);

    /**
     * @param precision {@code auto}, {@code fp32}, {@code bf16} or {@code int8}
     * @throws EngineException when oneDNN cannot be loaded, or does not have this precision on this CPU or for this network
     */
    Classifier open(String precision) {
        return switch (precision) {
            case "fp32" -> plan(DataType.F32);
            case "bf16" -> halves();
            case "int8" -> bytes();
            default -> fastest();
        };
    }

    private OneDnnPlan plan(DataType precision) {
        return new OneDnnPlan(architecture, weights, preprocessing, precision);
    }

    /** CPUs with AVX-512 that do not multiply bfloat16 do it in several steps; oneDNN has nothing for those that lack AVX-512 too. */
    private OneDnnPlan halves() {
        OneDnnCore.load();
        if (OneDnnCore.hasNativeBf16()) {
            return plan(DataType.BF16);
        }
        try {
            OneDnnPlan plan = plan(DataType.BF16);
            Warnings.once(
                    LOG,
                    "alexstream.engine.precision=bf16 is several times as slow as fp32 here: this CPU does not multiply"
                            + " bf16. Set it to fp32 or auto");
            return plan;
        } catch (EngineException e) {
            throw new EngineException(
                    "alexstream.engine.precision=bf16 needs a CPU that multiplies bf16; set it to fp32 or auto ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private OneDnnPlan bytes() {
        OneDnnCore.load();
        if (!OneDnnCore.multipliesBytes()) {
            throw new EngineException("alexstream.engine.precision=int8 needs a CPU with VNNI instructions");
        }
        if (ranges == null) {
            throw new EngineException("alexstream.engine.precision=int8 needs the activation-ranges that train writes"
                    + " into a model's manifest, and this model has none: train it again, or take bf16");
        }
        return new OneDnnPlan(OneDnnNetwork.inBytes(architecture, weights, preprocessing, ranges));
    }

    /** bfloat16 where the CPU multiplies it and the answers are those of float32. */
    private OneDnnPlan fastest() {
        OneDnnCore.load();
        if (!OneDnnCore.hasNativeBf16()) {
            LOG.info("Classifying in fp32: this CPU does not multiply bf16");
            return plan(DataType.F32);
        }
        List<RgbPixels> images = PrecisionProbe.images(architecture.inputSide());
        float[][] expected = exact(images);
        OneDnnPlan fast;
        try {
            fast = plan(DataType.BF16);
        } catch (EngineException e) {
            LOG.warnf("Classifying in fp32: %s", e.getMessage());
            return plan(DataType.F32);
        }
        Optional<String> objection = objection(fast, images, expected);
        if (objection.isEmpty()) {
            return fast;
        }
        fast.close();
        LOG.infof("Classifying in fp32: with bf16 %s on a probe image", objection.get());
        return plan(DataType.F32);
    }

    /** In a plan for so many images only: a model that serves may need its memory beside this. */
    private float[][] exact(List<RgbPixels> images) {
        OneDnnNetwork network = OneDnnNetwork.inFloats(architecture, weights, preprocessing, DataType.F32);
        try (OneDnnPlan plan = new OneDnnPlan(network, images.size())) {
            return plan.classify(images);
        }
    }

    private static Optional<String> objection(OneDnnPlan fast, List<RgbPixels> images, float[][] expected) {
        try {
            return PrecisionProbe.objection(expected, fast.classify(images));
        } catch (RuntimeException | Error e) {
            fast.close();
            throw e;
        }
    }
}
