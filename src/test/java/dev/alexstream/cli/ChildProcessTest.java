package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path folder;

    @Test
    void shouldEndWithTheProcessThatStartedIt() throws Exception {
        Process parent = start(Parent.class, folder.resolve("child.log").toString());
        try (BufferedReader out = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

            parent.destroy();

            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            child.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void shouldNotBeStartedByAProcessThatEnds() throws Exception {
        Process parent = start(LateParent.class, folder.resolve("child.log").toString());
        try (BufferedReader out = parent.inputReader()) {
            assertThat(out.readLine()).isEqualTo("'Sleeper' is not started any more: this process ends");
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static Process start(Class<?> main, String argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> line =
                List.of(java, "-Xmx64m", "-cp", System.getProperty("java.class.path"), main.getName(), argument);
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Prints the number of the process that it starts, and goes on. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] args) throws InterruptedException {
            ChildProcess child = ChildProcess.start(Sleeper.class, Map.of(), Path.of(args[0]));
            System.out.println(child.handle().pid());
            Thread.sleep(60_000);
        }
    }

    /** Starts a process while it ends. */
    static final class LateParent {

        private LateParent() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    ChildProcess.start(Sleeper.class, Map.of(), Path.of(args[0]));
                } catch (CommandFailure failure) {
                    System.out.println(failure.getMessage());
                }
            }));
        }
    }

    /** Lives for a minute. */
    static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            Thread.sleep(60_000);
        }
    }
}
