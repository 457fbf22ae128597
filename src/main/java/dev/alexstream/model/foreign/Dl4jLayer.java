package dev.alexstream.model.foreign;

import dev.alexstream.network.DataType;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer whose parameters lie in DL4J's array. A convolution has its biases first, then its weights as this program orders them; a dense
 * layer has its weights first, [inputs, units] with the first index fastest, which in memory is [units, inputs] with the last one fastest.
 */
record Dl4jLayer(Dl4jBlock block, Parameters parameters) implements ForeignLayer {

    /** The numbers of one part. */
    interface Parameters {
        ByteBuffer of(String part) throws IOException;
    }

    @Override
    public String name() {
        return "layer " + block.layer().name();
    }

    @Override
    public List<Integer> shape() {
        List<Integer> shape = new ArrayList<>(block.parts().get(0).shape());
        shape.set(0, Math.multiplyExact(shape.get(0), block.parts().size()));
        return shape;
    }

    @Override
    public Tensor weight(Shape input) throws IOException {
        return tensor(shape(), true);
    }

    @Override
    public Tensor bias() throws IOException {
        return tensor(shape().subList(0, 1), false);
    }

    private Tensor tensor(List<Integer> shape, boolean weights) throws IOException {
        List<ByteBuffer> slices = new ArrayList<>();
        for (Dl4jPart part : block.parts()) {
            int weightBytes = Math.toIntExact(part.weightCount() * Float.BYTES);
            int biasBytes = part.outputs() * Float.BYTES;
            boolean biasFirst = part.isConvolution();
            int from = weights ? (biasFirst ? biasBytes : 0) : (biasFirst ? 0 : weightBytes);
            slices.add(parameters.of(part.name()).slice(from, weights ? weightBytes : biasBytes));
        }
        return new Tensor(DataType.F32, shape, joined(slices));
    }

    private static ByteBuffer joined(List<ByteBuffer> slices) {
        if (slices.size() == 1) {
            return slices.get(0);
        }
        ByteBuffer joined = ByteBuffer.allocate(
                slices.stream().mapToInt(ByteBuffer::remaining).sum());
        slices.forEach(joined::put);
        return joined.flip();
    }
}
