package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.LowPriority;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NativeLibrariesTest {

    /** What a library starts while it is loaded is called like the thread that loads it. */
    @Test
    void shouldLeaveWhatOthersLeaveOverToTheThreadsThatLibrariesStart() throws Exception {
        CountDownLatch named = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Runnable wait = () -> {
            named.countDown();
            await(over);
        };
        new Thread(wait, "alexstream-natives").start();
        named.await();
        try {
            List<Path> threads = LinuxThreads.named("alexstream-nati");
            assertThat(threads).isNotEmpty();

            NativeLibraries.leaveHelpersToTrainer();

            for (Path thread : threads) {
                assertThat(LinuxThreads.nice(thread)).isEqualTo(LowPriority.LOWEST);
            }
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
