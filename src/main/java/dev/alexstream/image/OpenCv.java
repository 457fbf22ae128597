package dev.alexstream.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** The native libraries, loaded once, in one order, by whichever thread comes first; the others wait for it. */
final class OpenCv {

    static {
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        // parallelism is one image a thread
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /** Returns when the libraries are loaded. */
    static void load() {
        // the static initialiser does it
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
