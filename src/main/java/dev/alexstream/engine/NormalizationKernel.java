package dev.alexstream.engine;

import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Local response normalisation in Java, plane by plane, so that the inner loops are vectorised; images are shared out among the CPUs.
 * ND4J's own operation wants channels last and costs, with the two transpositions, several times as much.
 */
final class NormalizationKernel implements Kernel {

    private final ResponseNormalization arithmetic;
    private final List<Scratch> scratches;

    /** Heap copies of one image before and after, and of one plane. */
    private record Scratch(float[] values, float[] normalized, float[] sums) {

        static Scratch of(Shape shape) {
            return new Scratch(
                    new float[shape.size()], new float[shape.size()], new float[shape.height() * shape.width()]);
        }
    }

    NormalizationKernel(LocalResponseNormalization layer, Shape shape) {
        this.arithmetic = new ResponseNormalization(layer);
        this.scratches = Stream.generate(() -> Scratch.of(shape))
                .limit(ThreadBudget.ofProcess().nd4j())
                .toList();
    }

    @Override
    public Runnable bind(INDArray input, INDArray output) {
        int images = (int) input.size(0);
        FloatBuffer from = NativeArrays.floats(input);
        FloatBuffer to = NativeArrays.floats(output);
        int shares = Math.min(images, scratches.size());
        return () -> IntStream.range(0, shares).parallel().forEach(share -> {
            for (int image = share; image < images; image += shares) {
                normalize(image, from, to, scratches.get(share));
            }
        });
    }

    private void normalize(int image, FloatBuffer from, FloatBuffer to, Scratch scratch) {
        int offset = image * scratch.values().length;
        from.get(offset, scratch.values());
        arithmetic.normalize(scratch.values(), scratch.normalized(), scratch.sums());
        to.put(offset, scratch.normalized());
    }
}
