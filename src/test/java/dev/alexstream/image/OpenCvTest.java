package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenCvTest {

    @Test
    void shouldNotBlameTheImageWhenMemoryRunsOut() {
        RuntimeException noMemory =
                new RuntimeException("alloc.cpp:73: error: (-4:Insufficient memory) Failed to allocate");

        assertThatThrownBy(() -> OpenCv.refusalOrError(noMemory))
                .isInstanceOf(OutOfMemoryError.class)
                .hasCause(noMemory);
        assertThatThrownBy(() -> OpenCv.refusalOrError(new RuntimeException("std::bad_alloc")))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void shouldRefuseToStartWhenTheEnvironmentLimitsOpenCvFurther() {
        assertThatCode(() -> OpenCv.requireRoomFor(100, 10, Map.of("OPENCV_IO_MAX_IMAGE_PIXELS", "100")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> OpenCv.requireRoomFor(100, 10, Map.of("OPENCV_IO_MAX_IMAGE_PIXELS", "99")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("OPENCV_IO_MAX_IMAGE_PIXELS is 99");
        assertThatThrownBy(() -> OpenCv.requireRoomFor(100, 10, Map.of("OPENCV_IO_MAX_IMAGE_HEIGHT", "1MB")))
                .hasMessageContaining("OPENCV_IO_MAX_IMAGE_HEIGHT");
        assertThatThrownBy(() -> OpenCv.requireRoomFor(100, 10, Map.of("OPENCV_IO_MAX_IMAGE_WIDTH", "9")))
                .hasMessageContaining("OPENCV_IO_MAX_IMAGE_WIDTH");
    }

    @Test
    void shouldBlameTheImageForEverythingElse() {
        assertThat(OpenCv.refusalOrError(new RuntimeException("Assertion failed"))
                        .failure())
                .isEqualTo(ImageFailure.UNDECODABLE);
    }
}
