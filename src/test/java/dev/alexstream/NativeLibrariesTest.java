package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.LowPriority;
import dev.alexstream.engine.ThreadBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeLibrariesTest {

    @Test
    void shouldHaveLoadedThemWhenTheWorkIsDone() {
        String result = NativeLibraries.whileLoading(() -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(ThreadBudget.inForce().openBlas()).isPositive();
    }

    @Test
    void shouldPassOnTheFailureOfTheWork() {
        assertThatThrownBy(() -> NativeLibraries.whileLoading(() -> {
                    throw new IllegalStateException("no model there");
                }))
                .hasMessage("no model there");
    }

    /** What a library starts while it is loaded is called like the thread that loads it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveWhatOthersLeaveOverToTheThreadsThatLibrariesStart() throws Exception {
        CountDownLatch named = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Runnable wait = () -> {
            named.countDown();
            await(over);
        };
        new Thread(wait, NativeLibraries.THREAD).start();
        named.await();
        try {
            List<Path> threads = LinuxThreads.named(NativeLibraries.THREAD);
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
