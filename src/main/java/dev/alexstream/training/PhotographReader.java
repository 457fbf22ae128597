package dev.alexstream.training;

import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.DecodeResult.Undecodable;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.RgbPixels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an example's pixels in given views. The view of serving goes through the decoder just as when serving; for all others an image is
 * decoded once for each size.
 */
final class PhotographReader {

    private final ImageDecoder decoder;
    private final int side;

    /** @param side width and height of what {@link #read} gives, in pixels */
    PhotographReader(ImageDecoder decoder, int side) {
        this.decoder = decoder;
        this.side = side;
    }

    /**
     * @throws TrainingException if the file is not there any more, or has changed
     */
    List<RgbPixels> read(Example example, List<View> views) {
        return read(bytesOf(example), example.file().toString(), views);
    }

    /**
     * @param name of the image in messages
     * @throws TrainingException if it cannot be decoded
     */
    List<RgbPixels> read(byte[] encoded, String name, List<View> views) {
        Map<Integer, RgbPixels> squares = new HashMap<>();
        return views.stream()
                .map(view -> view.cut(
                        squares.computeIfAbsent(
                                view.shortSide(), size -> decoded(name, encoded, new ImageGeometry(size, size))),
                        side))
                .toList();
    }

    RgbPixels read(Example example, View view) {
        return read(example, List.of(view)).get(0);
    }

    private RgbPixels decoded(String name, byte[] bytes, ImageGeometry geometry) {
        DecodeResult result = decoder.decode(bytes, geometry);
        if (result instanceof Decoded decoded) {
            return decoded.pixels();
        }
        throw new TrainingException(name + ": " + ((Undecodable) result).reason());
    }

    private static byte[] bytesOf(Example example) {
        try {
            byte[] bytes = Files.readAllBytes(example.file());
            if (!Digests.sha256(bytes).equals(example.digest())) {
                throw new TrainingException(example.file() + " has changed since training began");
            }
            return bytes;
        } catch (IOException e) {
            throw new TrainingException("cannot read " + example.file() + ": " + e, e);
        }
    }
}
