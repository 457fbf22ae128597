package dev.alexstream.image;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** The native libraries, loaded once, in one order, by whichever thread comes first; the others wait for it. */
final class OpenCv {

    private static final Optional<LinkageError> FAILURE = loadOnce();

    private OpenCv() {}

    private static Optional<LinkageError> loadOnce() {
        try {
            Loader.load(opencv_core.class);
            Loader.load(opencv_imgproc.class);
            Loader.load(opencv_imgcodecs.class);
            // parallelism is one image a thread
            opencv_core.setNumThreads(1);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(e);
        }
    }

    /**
     * Returns when the libraries are loaded.
     *
     * @throws LinkageError when this machine has none, whichever thread found out
     */
    static void load() {
        if (FAILURE.isPresent()) {
            throw FAILURE.get();
        }
    }

    /**
     * OpenCV takes limits of its own from the environment; they must not be the tighter ones.
     *
     * @throws IllegalStateException if one is, or is no plain number
     */
    static void requireRoomFor(long pixels, int side, Map<String, String> environment) {
        requireAtLeast(pixels, "OPENCV_IO_MAX_IMAGE_PIXELS", environment);
        requireAtLeast(side, "OPENCV_IO_MAX_IMAGE_WIDTH", environment);
        requireAtLeast(side, "OPENCV_IO_MAX_IMAGE_HEIGHT", environment);
    }

    private static void requireAtLeast(long wanted, String name, Map<String, String> environment) {
        String value = environment.get(name);
        boolean enough = value == null || (value.matches("[0-9]{1,18}") && Long.parseLong(value) >= wanted);
        if (!enough) {
            throw new IllegalStateException("the environment variable " + name + " is " + value
                    + ", which is less than the limits of alexstream.image allow: unset it or set at least " + wanted);
        }
    }

    /**
     * What an exception of OpenCV means.
     *
     * @throws OutOfMemoryError if it says that memory ran out
     */
    static ImageRefusal refusalOrError(RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (message.contains("Insufficient memory") || message.contains("bad_alloc")) {
            OutOfMemoryError error = new OutOfMemoryError("OpenCV had not enough memory for an image");
            error.initCause(thrown);
            throw error;
        }
        return ImageRefusal.undecodable("OpenCV refuses the image");
    }
}
