package dev.alexstream.image;

/**
 * Decodes JPEG, PNG, WebP, BMP and GIF (first frame) through OpenCV.
 *
 * <p>The header is read by our own code and measured against the limits before any byte reaches native code. Transparent pixels are
 * laid over white. Large JPEG files are decoded at a half, a quarter or an eighth of their size where the short side stays at or above
 * the wanted one, which changes samples of photographs by 1 % on average.
 *
 * <p>Whatever the bytes say becomes a value. Memory that runs out says nothing about them and is thrown as {@link OutOfMemoryError}.
 */
public final class OpenCvImageDecoder implements ImageDecoder {

    private static final long MOST_PIXELS = 1 << 30;
    private static final int LONGEST_SIDE = 1 << 20;

    private final long maxPixels;
    private final int maxSide;
    private final SpareSquares spares;

    /**
     * Loads the native libraries.
     *
     * @throws IllegalArgumentException if a limit is outside what OpenCV can keep
     * @throws IllegalStateException if OpenCV is told by its environment to refuse what the limits allow
     */
    public OpenCvImageDecoder(ImageConfig config) {
        this(config, new SpareSquares(1));
    }

    /**
     * As {@link #OpenCvImageDecoder(ImageConfig)}.
     *
     * @param spares where pixels go when they were seen
     */
    public OpenCvImageDecoder(ImageConfig config, SpareSquares spares) {
        this.spares = spares;
        this.maxPixels = within(1, MOST_PIXELS, config.maxPixels(), "alexstream.image.max-pixels");
        this.maxSide = (int) within(1, LONGEST_SIDE, config.maxSide(), "alexstream.image.max-side");
        OpenCv.requireRoomFor(maxPixels, maxSide, System.getenv());
        OpenCv.load();
    }

    /**
     * Loads the native libraries ahead of the first decoder.
     *
     * @throws LinkageError when this machine has none
     */
    public static void loadNatives() {
        OpenCv.load();
    }

    @Override
    public DecodeResult decode(byte[] encoded, ImageGeometry geometry) {
        try {
            Octets in = new Octets(encoded);
            ImageHeader header = ImageFormat.of(in).read(in);
            refuseTooManyPixels(header);
            RgbPixels pixels = NativeDecode.decode(header, geometry, spares);
            int width = (int) (header.turned() ? header.height() : header.width());
            int height = (int) (header.turned() ? header.width() : header.height());
            return new DecodeResult.Decoded(pixels, header.format().label(), width, height);
        } catch (ImageRefusal refusal) {
            return new DecodeResult.Undecodable(refusal.failure(), refusal.getMessage());
        }
    }

    private void refuseTooManyPixels(ImageHeader header) {
        long width = header.width();
        long height = header.height();
        if (width < 1 || height < 1) {
            throw ImageRefusal.tooManyPixels("the image says it is " + width + " x " + height + " pixels");
        }
        if (width > maxSide || height > maxSide) {
            throw ImageRefusal.tooManyPixels(
                    "the image has " + width + " x " + height + " pixels, a side may have " + maxSide);
        }
        if (width * height > maxPixels) {
            throw ImageRefusal.tooManyPixels(
                    "the image has " + width + " x " + height + " pixels, allowed are " + maxPixels);
        }
    }

    private static long within(long least, long most, long value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed are " + least + " to " + most);
        }
        return value;
    }
}
