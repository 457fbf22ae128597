package dev.alexstream.model.foreign;

import dev.alexstream.network.Shape;
import dev.alexstream.network.Tensor;
import java.io.IOException;
import java.util.List;

/** A layer with weights, as a file has it: its shape at once, its numbers when they are asked for. */
interface ForeignLayer {

    /** In the words of the file. */
    String name();

    /** Of the weights, in the order of this program: [out, in / groups, kernel, kernel], or [units, inputs]. */
    List<Integer> shape();

    /**
     * @param input what goes into the layer, for dense weights of a file that flattens in another order than channel, row, column
     * @return of {@link #shape()}
     */
    Tensor weight(Shape input) throws IOException;

    /** As many numbers as the layer has outputs. */
    Tensor bias() throws IOException;
}
