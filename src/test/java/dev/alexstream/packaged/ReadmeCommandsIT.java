package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.foreign.ForeignFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the README by the letter. Its {@code alexstream} commands run here, in their order, against a broker on a free port; the first two
 * commands, of Maven, are what {@code .ci/run} runs.
 */
class ReadmeCommandsIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static final Pattern SEES_A_BROKEN_PHOTO = Pattern.compile("(classify|bench decode|bench pipeline) ");

    @TempDir
    Path folder;

    @Test
    void shouldRunEveryCommandOfTheReadme() throws IOException {
        Drawings.addBroken(Drawings.folder(folder.resolve("photos"), 3));
        Path classes = folder.resolve("photos-by-class");
        Drawings.folder(classes.resolve("reds"), 5);
        Drawings.folder(classes.resolve("blues"), 5, 5);
        ForeignFiles.publishedTorchvision(folder.resolve("alexnet.safetensors"));
        List<String> commands = commands("alexstream ");
        assertThat(commands).startsWith("serve").hasSizeGreaterThan(7);
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            Map<String, String> settings =
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
            try (PackagedProgram worker = PackagedProgram.start(folder, settings, commands.get(0))) {
                worker.awaitErr("Classifying with");
                for (String command : commands.subList(1, commands.size())) {
                    PackagedProgram program = PackagedProgram.run(folder, settings, command.split(" "));
                    int expected = SEES_A_BROKEN_PHOTO.matcher(command).lookingAt() ? 3 : 0;
                    assertThat(program.exitCode())
                            .as("%s%n%s", command, program.err())
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** Lines that a test cannot run here have to be of a known kind: their files are checked elsewhere. */
    @Test
    void shouldHoldNoCommandThatNothingChecks() throws IOException {
        assertThat(commands(""))
                .filteredOn(line -> !line.startsWith("alexstream "))
                .containsExactly(
                        "./mvnw -q -DskipTests package && java -jar target/quarkus-app/quarkus-run.jar demo",
                        "./mvnw -B -ntp clean verify -Pfault",
                        "alexstream() { java -jar target/quarkus-app/quarkus-run.jar \"$@\"; }",
                        "docker compose up --build --wait",
                        "docker build -f src/main/docker/Dockerfile -t alexstream:0.1.0 .",
                        "kubectl apply -k k8s/base",
                        "kubectl apply -k k8s/autoscaled",
                        "kubectl apply -k k8s/learning");
    }

    private static List<String> commands(String prefix) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
