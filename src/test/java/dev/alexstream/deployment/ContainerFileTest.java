package dev.alexstream.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The container image's files agree with the program, and its two scripts do what they say. */
class ContainerFileTest {

    private static final String DOCKERFILE = ProgramFacts.text(ContainerFiles.DOCKERFILE);

    @TempDir
    Path temporary;

    @Test
    void shouldStandOnPinnedImagesWithTheGnuCLibrary() {
        assertThat(lines("FROM (\\S+).*")).hasSize(2).allSatisfy(image -> assertThat(image)
                .matches("eclipse-temurin:\\d+(\\.\\d+)*_\\d+-j(re|dk)-noble"));
    }

    @Test
    void shouldCopyOnlyWhatExists() {
        assertThat(lines("COPY (?:--chmod=\\d+ )?([^-].*) \\S+")).isNotEmpty().allSatisfy(sources -> assertThat(
                        sources.split(" "))
                .allMatch(source -> Files.exists(Path.of(source))));
    }

    @Test
    void shouldSetOnlyVariablesThatTheProgramReads() {
        assertThat(lines("(?:ENV|   ) ([A-Z_]+)=\\S+.*"))
                .hasSize(3)
                .filteredOn(name -> !ProgramFacts.environmentVariables().contains(name))
                .as("variables that the program does not read")
                .isEmpty();
        assertThat(DOCKERFILE).contains("ALEXSTREAM_EMBEDDED_BROKER=never", "QUARKUS_HTTP_HOST=0.0.0.0");
    }

    @Test
    void shouldRunUnprivilegedAndOwnTheFoldersItWrites() {
        assertThat(ContainerFiles.user()).isNotEqualTo("0");
        assertThat(DOCKERFILE)
                .contains("install -d -o %1$s -g %1$s %2$s %3$s"
                        .formatted(ContainerFiles.user(), ContainerFiles.dataFolder(), ContainerFiles.cacheFolder()))
                .contains("EXPOSE " + ProgramFacts.httpPort() + "\n")
                .contains("ENTRYPOINT [\"alexstream\"]\n");
    }

    @Test
    void shouldHandArgumentsAndFlagsToTheProgram() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        Path java = temporary.resolve("java");
        Files.writeString(java, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        List<String> arguments = output(
                Map.of("PATH", temporary + ":/usr/bin:/bin", "JAVA_OPTS", "-Xmx1g -Dx=y"),
                ContainerFiles.LAUNCHER,
                "publish",
                "two words.jpg");

        assertThat(arguments)
                .containsSequence(
                        "-Xmx1g", "-Dx=y", "-jar", "/opt/alexstream/quarkus-run.jar", "publish", "two words.jpg");
        assertThat(DOCKERFILE).contains("COPY --from=build /src/target/quarkus-app /opt/alexstream\n");
    }

    @ParameterizedTest
    @CsvSource({"200,0", "503,1", "404,1"})
    void shouldTellHealthFromTheStatus(int status, int exitCode) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ProgramFacts.readyPath(), exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());
            assertThat(run(Map.of("QUARKUS_HTTP_PORT", port), ContainerFiles.HEALTHY)
                            .waitFor())
                    .isEqualTo(exitCode);
        } finally {
            server.stop(0);
        }
        assertThat(run(Map.of("QUARKUS_HTTP_PORT", "1"), ContainerFiles.HEALTHY).waitFor())
                .isNotZero();
    }

    private static List<String> lines(String pattern) {
        return Pattern.compile("(?m)^" + pattern + "$")
                .matcher(DOCKERFILE)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static List<String> output(Map<String, String> environment, Path script, String... arguments)
            throws Exception {
        Process process = run(environment, script, arguments);
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return lines;
    }

    private static Process run(Map<String, String> environment, Path script, String... arguments) throws IOException {
        var builder = new ProcessBuilder("/bin/bash", script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
