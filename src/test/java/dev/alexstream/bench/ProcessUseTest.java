package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

    @Test
    void shouldTellWhatThisProcessUses() {
        Optional<ProcessUse> use = ProcessUse.of(ProcessHandle.current());

        assertThat(use).hasValueSatisfying(own -> {
            assertThat(own.cpuSeconds()).isPositive();
            assertThat(own.residentBytes().isPresent()).isEqualTo(Files.isReadable(Path.of("/proc/self/status")));
            assertThat(own.peakResidentBytes().orElse(0))
                    .isGreaterThanOrEqualTo(own.residentBytes().orElse(0));
        });
    }
}
