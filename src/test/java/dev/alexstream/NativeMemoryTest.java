package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.ChildJvm;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** In processes of their own, of a heap of 256 MB. */
class NativeMemoryTest {

    @Test
    void shouldAllowMoreThanTheHeapMayHave() throws Exception {
        assertThat(ChildJvm.output(List.of(), List.of(), Allocating.class)).contains("allocated");
    }

    @Test
    void shouldLeaveWhatTheUserAllows() throws Exception {
        String output =
                ChildJvm.output(List.of(), List.of("-D" + NativeMemory.OF_POINTERS + "=300m"), Allocating.class);

        assertThat(output).contains("Failed to allocate memory within limits").doesNotContain("allocated");
    }

    /** Never touched, so it costs nothing. */
    static final class Allocating {

        private static final long BYTES = 400L << 20;

        private Allocating() {}

        public static void main(String[] args) {
            NativeLibraries.whileLoading(() -> "nothing");
            try (BytePointer pointer = new BytePointer(BYTES)) {
                System.out.println("allocated " + pointer.capacity());
            }
        }
    }
}
