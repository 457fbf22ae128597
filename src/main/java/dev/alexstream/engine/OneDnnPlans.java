package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens a oneDNN plan in a precision that is asked for, or in the fastest one that can be relied on. */
record OneDnnPlans(Architecture architecture, Weights weights, Preprocessing preprocessing) {

    private static final Logger LOG = Logger.getLogger(OneDnnPlans.class);

    /**
     * @param precision {@code auto}, {@code fp32} or {@code bf16}
     * @throws EngineException when oneDNN cannot be loaded, or does not have this precision on this CPU
     */
    Classifier open(String precision) {
        return switch (precision) {
            case "fp32" -> plan(DataType.F32);
            case "bf16" -> plan(DataType.BF16);
            default -> fastest();
        };
    }

    private OneDnnPlan plan(DataType precision) {
        return new OneDnnPlan(architecture, weights, preprocessing, precision);
    }

    /** bfloat16 where the CPU multiplies it and the answers are those of float32. */
    private OneDnnPlan fastest() {
        OneDnnPlan exact = plan(DataType.F32);
        if (!OneDnnCore.hasNativeBf16()) {
            LOG.info("Classifying in fp32: this CPU does not multiply bf16");
            return exact;
        }
        List<RgbPixels> images = PrecisionProbe.images(architecture.inputSide());
        float[][] expected;
        try (exact) {
            expected = exact.classify(images);
        }
        OneDnnPlan fast = plan(DataType.BF16);
        Optional<String> objection = objection(fast, images, expected);
        if (objection.isEmpty()) {
            return fast;
        }
        fast.close();
        LOG.infof("Classifying in fp32: with bf16 %s on a probe image", objection.get());
        return plan(DataType.F32);
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
