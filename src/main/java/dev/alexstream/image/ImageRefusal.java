package dev.alexstream.image;

/** Ends the reading of an image; {@link OpenCvImageDecoder} turns it into a value. Has no stack trace, because its cause is the data. */
final class ImageRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ImageFailure failure;

    private ImageRefusal(ImageFailure failure, String reason) {
        super(reason, null, false, false);
        this.failure = failure;
    }

    static ImageRefusal truncated(String reason) {
        return new ImageRefusal(ImageFailure.TRUNCATED, reason);
    }

    static ImageRefusal undecodable(String reason) {
        return new ImageRefusal(ImageFailure.UNDECODABLE, reason);
    }

    static ImageRefusal unsupportedFormat(String reason) {
        return new ImageRefusal(ImageFailure.UNSUPPORTED_FORMAT, reason);
    }

    static ImageRefusal tooManyPixels(String reason) {
        return new ImageRefusal(ImageFailure.TOO_MANY_PIXELS, reason);
    }

    ImageFailure failure() {
        return failure;
    }
}
