package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** GNU OpenMP tells what it has read from the environment when it was loaded. */
@EnabledOnOs(OS.LINUX)
class OpenMpIT {

    private static final Map<String, String> TELL = Map.of("OMP_DISPLAY_ENV", "verbose");

    @TempDir
    Path folder;

    @Test
    void shouldLetThreadsSleepSoon() throws IOException {
        assertThat(said(TELL)).contains("GOMP_SPINCOUNT = '1000'");
    }

    @Test
    void shouldLeaveToTheUserHowLongThreadsSpin() throws IOException {
        var settings = new HashMap<>(TELL);
        settings.put("GOMP_SPINCOUNT", "77");

        assertThat(said(settings)).contains("GOMP_SPINCOUNT = '77'");
    }

    private String said(Map<String, String> settings) throws IOException {
        Path images = Drawings.folder(folder.resolve("images"), 1);
        try (PackagedProgram classify = PackagedProgram.run(folder, settings, "classify", images.toString())) {
            assertThat(classify.exitCode()).isZero();
            return classify.err();
        }
    }
}
