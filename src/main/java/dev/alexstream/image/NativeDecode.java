package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.NORM_INF;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2mRGBA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The way of one image through native code. All native memory is gone when {@link #decode} returns. */
final class NativeDecode {

    private static final int COLOUR = IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION;
    private static final int ALPHA_CHANNELS = 4;
    /** Decodes to something in every entropy coding; holds no 0xFF. */
    private static final byte[] NOISE = noise();

    private final ImageHeader header;

    private NativeDecode(ImageHeader header) {
        this.header = header;
    }

    /** @throws ImageRefusal if the image cannot be decoded or lacks data */
    static RgbPixels decode(ImageHeader header, ImageGeometry geometry, SpareSquares spares) {
        int divisor = divisor(header, geometry.shortSide());
        return NativeRoom.OF_PROCESS.within(
                header.nativeBytes(divisor), () -> decode(header, geometry, divisor, spares));
    }

    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    private static RgbPixels decode(ImageHeader header, ImageGeometry geometry, int divisor, SpareSquares spares) {
        try (PointerScope scope = new PointerScope()) {
            Mat image = new NativeDecode(header).image(divisor);
            // libjpeg rounds up: the last column and row may be filled in part, which is not to stretch the picture
            return new SquareCut(geometry, Orientation.of(header.orientation()), CutArrays.ofThread(), spares)
                    .of(image, (double) header.width() / divisor, (double) header.height() / divisor);
        } catch (ImageRefusal refusal) {
            throw refusal;
        } catch (RuntimeException thrown) {
            throw OpenCv.refusalOrError(thrown);
        }
    }

    /** RGB, or BGRA with the colours multiplied by alpha; 8 bits. */
    private Mat image(int divisor) {
        if (header.format() == ImageFormat.GIF) {
            return painted(GifAnatomy.firstFrame(new Octets(header.encoded().data())));
        }
        if (header.alpha()) {
            return premultiplied(complete(IMREAD_UNCHANGED));
        }
        return complete(COLOUR | reduction(divisor));
    }

    private Mat painted(GifFrame frame) {
        Mat image = new Mat((int) header.height(), (int) header.width(), CV_8UC4, new Scalar(0));
        long rowBytes = image.step();
        BytePointer pixels = image.data();
        frame.paint(CutArrays.ofThread(), (x, y, bgra, bytes) -> pixels.position(y * rowBytes + 4L * x)
                .put(bgra, 0, bytes));
        return image;
    }

    /**
     * By how much to divide the sides while decoding. JPEG keeps blocks of frequencies: leaving out the high ones saves most of the work
     * behind the entropy decoder, and of the memory. The other formats keep rows of pixels, each of which is needed for the next: OpenCV
     * would decode them whole and resize once more.
     */
    private static int divisor(ImageHeader header, int shortSide) {
        long room = Math.min(header.width(), header.height()) / shortSide;
        if (header.format() != ImageFormat.JPEG || room < 2) {
            return 1;
        }
        if (room < 4) {
            return 2;
        }
        return room < 8 ? 4 : 8;
    }

    private static int reduction(int divisor) {
        return switch (divisor) {
            case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
            case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
            case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
            default -> 0;
        };
    }

    private Mat complete(int flags) {
        Mat image = read(header.encoded(), flags);
        if (image.empty()) {
            throw failure();
        }
        if (header.completeness() == ImageHeader.Completeness.UNKNOWN && changesWithWhatFollows(image, flags)) {
            throw missingData();
        }
        return image;
    }

    private ImageRefusal failure() {
        if (header.encoded().endMissing() || onlyReadableWithEnd()) {
            return missingData();
        }
        return ImageRefusal.undecodable("the " + header.format().label() + " data cannot be decoded");
    }

    private ImageRefusal missingData() {
        return ImageRefusal.truncated(
                "image data is missing from the " + header.format().label() + " file");
    }

    private boolean onlyReadableWithEnd() {
        return header.completeness() == ImageHeader.Completeness.DECODER_REFUSES_WITHOUT_END
                && !read(header.encoded().followedBy(JpegAnatomy.END), COLOUR | IMREAD_REDUCED_GRAYSCALE_8)
                        .empty();
    }

    /** A decoder that has all it needs does not look at what follows. */
    private boolean changesWithWhatFollows(Mat image, int flags) {
        byte[] otherTail = Arrays.copyOf(NOISE, NOISE.length + JpegAnatomy.END.length);
        System.arraycopy(JpegAnatomy.END, 0, otherTail, NOISE.length, JpegAnatomy.END.length);
        Mat other = read(header.encoded().followedBy(otherTail), flags);
        return other.empty() || norm(image, other, NORM_INF, null) != 0;
    }

    private static Mat read(Encoded encoded, int flags) {
        BytePointer bytes = new BytePointer(encoded.size());
        bytes.put(encoded.data(), 0, encoded.length());
        bytes.getPointer(encoded.length()).put(encoded.tail(), 0, encoded.tail().length);
        return imdecode(new Mat(1, encoded.size(), CV_8UC1, bytes), flags);
    }

    private static Mat premultiplied(Mat image) {
        Mat eightBit = eightBit(image);
        Mat result = new Mat();
        cvtColor(
                eightBit,
                result,
                switch (eightBit.channels()) {
                    case 1 -> COLOR_GRAY2RGB;
                    case ALPHA_CHANNELS -> COLOR_RGBA2mRGBA;
                    default -> COLOR_BGR2RGB;
                });
        eightBit.close();
        return result;
    }

    private static Mat eightBit(Mat image) {
        if (image.depth() == CV_8U) {
            return image;
        }
        Mat result = new Mat();
        image.convertTo(result, CV_8U, 1 / 257.0, 0);
        image.close();
        return result;
    }

    private static byte[] noise() {
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 89 % 251 & 0x7F);
        }
        return noise;
    }
}
