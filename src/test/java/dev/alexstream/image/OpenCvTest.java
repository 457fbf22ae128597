package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void shouldBlameTheImageForEverythingElse() {
        assertThat(OpenCv.refusalOrError(new RuntimeException("Assertion failed"))
                        .failure())
                .isEqualTo(ImageFailure.UNDECODABLE);
    }
}
