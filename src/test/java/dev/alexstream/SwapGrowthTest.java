package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.engine.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SwapGrowthTest {

    private static final Pattern LINE =
            Pattern.compile("answered (\\d+), wrong (\\d+), from (\\d+) kB by (-?\\d+) kB, threads by (-?\\d+)");

    /** A heap of fixed size, all of it in memory from the start, so that only native memory can grow. */
    @Test
    void shouldNeitherGrowNorAnswerWronglyHoweverOftenTheModelIsReplacedUnderLoad() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc on this system");
        List<String> heap = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

        String output = ChildJvm.output(List.of(), heap, SwapGrowth.class, "tiny", "400");

        Matcher line = LINE.matcher(output);
        assertThat(line.find()).as(output).isTrue();
        assertThat(number(line, 1)).as(output).isGreaterThan(400);
        assertThat(number(line, 2)).as(output).isZero();
        assertThat((double) number(line, 4)).as(output).isLessThan(0.05 * number(line, 3));
        assertThat(number(line, 5)).as(output).isLessThan(8);
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }
}
