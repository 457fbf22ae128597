package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.ImageFailure;
import dev.alexstream.message.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageErrorCodesTest {

    @Test
    void shouldNameEveryFailureAsDeadLettersDo() {
        var codes = new EnumMap<ImageFailure, ErrorCode>(ImageFailure.class);
        for (ImageFailure failure : ImageFailure.values()) {
            codes.put(failure, ImageErrorCodes.of(failure));
        }

        assertThat(codes)
                .isEqualTo(Map.of(
                        ImageFailure.TOO_LARGE, ErrorCode.TOO_LARGE,
                        ImageFailure.UNSUPPORTED_FORMAT, ErrorCode.UNSUPPORTED_FORMAT,
                        ImageFailure.TOO_MANY_PIXELS, ErrorCode.TOO_MANY_PIXELS,
                        ImageFailure.TRUNCATED, ErrorCode.TRUNCATED,
                        ImageFailure.UNDECODABLE, ErrorCode.DECODE_FAILED));
    }
}
