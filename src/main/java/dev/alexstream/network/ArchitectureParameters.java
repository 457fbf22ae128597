package dev.alexstream.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What may be chosen in a named architecture; JSON names {@code classes}, {@code dense-units}, {@code lrn-order}.
 *
 * @param classes number of classes, at least 1
 * @param denseUnits units of the hidden dense layers in order; empty or absent for the architecture's own
 * @param lrnOrder {@link LrnOrder#BEFORE_POOLING} when absent
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record ArchitectureParameters(
        int classes,
        @JsonProperty("dense-units") List<Integer> denseUnits,
        @JsonProperty("lrn-order") LrnOrder lrnOrder) {

    public ArchitectureParameters {
        denseUnits = denseUnits == null ? List.of() : List.copyOf(denseUnits);
        lrnOrder = lrnOrder == null ? LrnOrder.BEFORE_POOLING : lrnOrder;
    }

    /** The architecture's own dense layers, and the paper's order. */
    public static ArchitectureParameters ofClasses(int classes) {
        return new ArchitectureParameters(classes, List.of(), LrnOrder.BEFORE_POOLING);
    }

    public ArchitectureParameters withDenseUnits(Integer... units) {
        return new ArchitectureParameters(classes, List.of(units), lrnOrder);
    }

    public ArchitectureParameters withLrnOrder(LrnOrder order) {
        return new ArchitectureParameters(classes, denseUnits, order);
    }
}
