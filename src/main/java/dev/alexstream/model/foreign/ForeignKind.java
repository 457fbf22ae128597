package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The kinds of files that can be imported, told by their first bytes: a name can be wrong. */
enum ForeignKind {
    TORCHVISION {
        @Override
        boolean begins(byte[] file) {
            long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
            return header >= 2 && header < ForeignModels.MAX_BYTES && file[Long.BYTES] == '{';
        }

        @Override
        ForeignFile open(Path file) throws IOException {
            return TorchvisionFile.open(file);
        }
    },
    KERAS {
        @Override
        boolean begins(byte[] file) {
            return hex(file).startsWith("894844460d0a1a0a");
        }

        @Override
        ForeignFile open(Path file) throws IOException {
            return KerasFile.open(file);
        }
    },
    DL4J {
        @Override
        boolean begins(byte[] file) {
            return hex(file).startsWith("504b0304");
        }

        @Override
        ForeignFile open(Path file) throws IOException {
            return Dl4jFile.open(file);
        }
    };

    private static final int FIRST_BYTES = 9;

    /** What Python's pickle begins with since its second protocol. */
    private static final String PICKLE = "80";

    abstract boolean begins(byte[] file);

    abstract ForeignFile open(Path file) throws IOException;

    /**
     * @throws ModelException {@link Problem#UNKNOWN_FORMAT} if it is none of them
     */
    static ForeignKind of(Path file) throws IOException {
        byte[] begin = begin(file);
        for (ForeignKind kind : values()) {
            if (begin.length == FIRST_BYTES && kind.begins(begin)) {
                return kind;
            }
        }
        if (hex(begin).startsWith(PICKLE)) {
            throw pickle();
        }
        throw new ModelException(
                Problem.UNKNOWN_FORMAT,
                "this is none of the kinds that can be imported, which are safetensors of torchvision, HDF5 of Keras"
                        + " and zip of DL4J");
    }

    /** A pickle is a program. */
    static ModelException pickle() {
        return new ModelException(
                Problem.UNKNOWN_FORMAT,
                "this is a pickle of PyTorch, which is never read, because it can run code; where you trust it, load it"
                        + " in Python and write it with safetensors.torch.save_file(model.state_dict(), …)");
    }

    private static byte[] begin(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FIRST_BYTES);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
