package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.LrnOrder;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * HDF5 as Keras writes it: weights of layers in groups that are called after them, at the top ({@code save_weights} of Keras 2), below
 * {@code model_weights} (a whole model), or below {@code layers} ({@code save_weights} of Keras 3).
 */
final class KerasFile implements ForeignFile {

    private final HdfFile hdf;

    private KerasFile(HdfFile hdf) {
        this.hdf = hdf;
    }

    static KerasFile open(Path file) throws IOException {
        SeekableByteChannel channel = new MeteredChannel(Files.newByteChannel(file));
        try {
            return new KerasFile(reading(() -> new HdfFile(channel, file.toUri())));
        } catch (ModelException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public ForeignNetwork network(Optional<String> wanted) throws IOException {
        List<KerasLayer> layers = reading(() -> KerasLayers.of(hdf));
        return new ForeignNetwork(
                wanted.orElse(AlexNets.ALEXNET_KERAS),
                LrnOrder.BEFORE_POOLING,
                only(layers, KerasLayer::isConvolution),
                only(layers, layer -> !layer.isConvolution()));
    }

    private static List<ForeignLayer> only(List<KerasLayer> layers, Predicate<KerasLayer> wanted) {
        return layers.stream().filter(wanted).<ForeignLayer>map(layer -> layer).toList();
    }

    @Override
    public void close() {
        hdf.close();
    }

    /** Something that the library reads from the file. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * The library trusts a file: one that lies about itself makes it fail in any way, run out of stack, or ask for more memory than there
     * is.
     */
    static <T> T reading(Reading<T> what) throws IOException {
        try {
            return what.read();
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "it looks like an HDF5 file, but cannot be read as one (" + e + "); it is damaged, or was not"
                            + " written by Keras",
                    e);
        }
    }
}
