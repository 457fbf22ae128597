package dev.alexstream.training;

import dev.alexstream.image.ImageFailure;
import dev.alexstream.message.ErrorCode;

/**
 * Why an image is rejected that cannot be decoded, whether it came to be classified or to be learned. Neither {@code image} nor
 * {@code message} knows the other; of the rooms that know both, this is the one that all who decode may import.
 */
public final class ImageErrorCodes {

    private ImageErrorCodes() {}

    public static ErrorCode of(ImageFailure failure) {
        return switch (failure) {
            case TOO_LARGE -> ErrorCode.TOO_LARGE;
            case UNSUPPORTED_FORMAT -> ErrorCode.UNSUPPORTED_FORMAT;
            case TOO_MANY_PIXELS -> ErrorCode.TOO_MANY_PIXELS;
            case TRUNCATED -> ErrorCode.TRUNCATED;
            case UNDECODABLE -> ErrorCode.DECODE_FAILED;
        };
    }
}
