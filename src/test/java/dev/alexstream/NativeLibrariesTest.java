package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.LowPriority;
import dev.alexstream.engine.ThreadBudget;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        CompletableFuture<Path> itself = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        Runnable wait = () -> {
            itself.complete(LinuxThreads.current());
            await(over);
        };
        new Thread(wait, NativeLibraries.THREAD).start();
        try {
            Path helper = itself.get(10, TimeUnit.SECONDS);
            assertThat(LinuxThreads.nice(helper)).isNotEqualTo(LowPriority.LOWEST);

            NativeLibraries.leaveHelpersToTrainer();

            assertThat(LinuxThreads.nice(helper)).isEqualTo(LowPriority.LOWEST);
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
