package dev.alexstream.image;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/**
 * Decodes damaged and whole files by the thousand, in a process of its own because a mistake in native code would end it.
 * Arguments: how many, and a seed. Prints one line: how many were decoded and refused, and how many bytes of physical memory the
 * last nine tenths have cost.
 */
final class DamagedFiles {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(32, 27);
    private static final int HEADER = 200;
    private static final int MOST_FLIPS = 12;

    private DamagedFiles() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        Random random = new Random(Long.parseLong(args[1]));
        ImageDecoder decoder = new OpenCvImageDecoder(new FixedImageConfig(1_000_000, 4_000));
        List<byte[]> files = files();
        int decoded = 0;
        long early = 0;
        for (int i = 0; i < count; i++) {
            byte[] file = damaged(files.get(i % files.size()), random);
            decoded += decoder.decode(file, GEOMETRY) instanceof DecodeResult.Decoded ? 1 : 0;
            if (i == count / 10) {
                early = Pointer.physicalBytes();
            }
        }
        System.out.println(decoded + " " + (count - decoded) + " " + (Pointer.physicalBytes() - early));
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] copy = file.clone();
        for (int flips = random.nextInt(MOST_FLIPS); flips > 0; flips--) {
            int range = random.nextBoolean() ? Math.min(HEADER, copy.length) : copy.length;
            copy[random.nextInt(range)] = (byte) random.nextInt();
        }
        return copy;
    }

    private static List<byte[]> files() {
        Picture picture = Picture.landscape(67, 45);
        return List.of(
                picture.openCv(".jpg"),
                picture.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1),
                picture.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2),
                picture.png(),
                Picture.imageIo("png", picture.image(BufferedImage.TYPE_INT_ARGB), true),
                picture.openCv(".webp"),
                picture.openCv(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 70),
                picture.imageIo("gif"),
                picture.openCv(".bmp"),
                Picture.imageIo("bmp", picture.image(BufferedImage.TYPE_BYTE_INDEXED), false));
    }
}
