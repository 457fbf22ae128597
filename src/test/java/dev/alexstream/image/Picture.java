package dev.alexstream.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture whose pixels are known, and the ways to encode it. */
record Picture(int width, int height, int[] rgb) {

    /** A function of the position, as {@code 0xRRGGBB}. */
    interface Painter {
        int colour(int x, int y);
    }

    static Picture of(int width, int height, Painter painter) {
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = painter.colour(i % width, i / width);
        }
        return new Picture(width, height, rgb);
    }

    /** No two pixels alike in a picture of up to 16 x 16. */
    static Picture small(int width, int height) {
        return of(width, height, (x, y) -> colour(x * 15, y * 15, (x * 7 + y * 11) % 256));
    }

    /** Slow changes with some texture, so that lossy formats keep it and have something to store. */
    static Picture landscape(int width, int height) {
        return of(width, height, (x, y) -> {
            int texture = (x * 31 + y * 17) % 23;
            return colour(x * 200 / width + texture, y * 200 / height + texture, (x + y) * 100 / (width + height));
        });
    }

    private static int colour(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    int at(int x, int y) {
        return rgb[y * width + x];
    }

    BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        return image;
    }

    byte[] imageIo(String format) {
        return imageIo(format, image(BufferedImage.TYPE_INT_RGB), false);
    }

    static byte[] imageIo(String format, BufferedImage image, boolean progressive) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        ImageWriter writer = writers.next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Samples of all pixels in rows: three bytes a pixel. */
    byte[] samples() {
        byte[] samples = new byte[rgb.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            samples[3 * i] = (byte) (rgb[i] >> 16);
            samples[3 * i + 1] = (byte) (rgb[i] >> 8);
            samples[3 * i + 2] = (byte) rgb[i];
        }
        return samples;
    }

    /** @param parameters pairs of OpenCV's {@code IMWRITE_} numbers and values */
    byte[] openCv(String suffix, int... parameters) {
        OpenCv.load();
        byte[] samples = samples();
        byte[] bgr = new byte[samples.length];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = samples[i / 3 * 3 + 2 - i % 3];
        }
        return openCv(suffix, opencv_core.CV_8UC3, bgr, parameters);
    }

    /** @param samples in OpenCV's order, blue first */
    byte[] openCv(String suffix, int type, byte[] samples, int... parameters) {
        OpenCv.load();
        try (BytePointer data = new BytePointer(samples);
                Mat image = new Mat(height, width, type, data);
                BytePointer encoded = new BytePointer();
                IntPointer numbers = new IntPointer(parameters)) {
            opencv_imgcodecs.imencode(suffix, image, encoded, numbers);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    byte[] png() {
        return new PngWriter()
                .header(width, height, 8, PngWriter.RGB)
                .rows(width * 3, samples())
                .end();
    }
}
