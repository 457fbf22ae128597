package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import dev.alexstream.model.StarterModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ModelsTest {

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk("models").with("alexstream.data-dir", folder.toString());
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("one"));
        ModelFolder.write(SmallModels.version("1", 2), folder.resolve("two"));
    }

    @Test
    void shouldImportPromoteGoBackAndRememberAllOfIt() throws Exception {
        assertThat(json("list")).isEmpty();

        assertThat(json("import", folder.resolve("one").toString(), "--reason", "first try"))
                .singleElement()
                .satisfies(line -> assertThat(key(line)).isEqualTo("pets/1"));
        assertThat(key(json("import", folder.resolve("two").toString()).get(0))).isEqualTo("pets/2");
        assertThat(key(json("import", folder.resolve("two").toString()).get(0))).isEqualTo("pets/2");
        assertThat(json("list").stream().map(line -> line.get("state").asText()))
                .containsExactly("registered", "registered");

        JsonNode first = json("promote", "pets/1").get(0);
        json("promote", "pets/2", "--reason", "better");
        assertThat(states()).containsExactly("pets/1 retired", "pets/2 champion", "flowers17/1 retired");

        assertThat(key(json("rollback", "--reason", "worse").get(0))).isEqualTo("pets/1");
        assertThat(key(json("rollback").get(0))).isEqualTo("flowers17/1");
        assertThat(states()).containsExactly("pets/1 rolled-back", "pets/2 rolled-back", "flowers17/1 champion");
        assertThat(states("--at", first.get("since").asText()))
                .containsExactly("pets/1 champion", "pets/2 registered", "flowers17/1 retired");
        assertThat(desk.type("models", "rollback").err())
                .contains("there is nothing to go back to: no other model was live before flowers17/1");
    }

    @Test
    void shouldTryAVersionInEachWayAndEndTheTrial() throws Exception {
        json("import", folder.resolve("one").toString());
        json("import", folder.resolve("two").toString());

        JsonNode canary = json("promote", "pets/1", "--rollout", "canary", "--share", "0.25")
                .get(0);
        assertThat(canary.get("state").asText()).isEqualTo("canary");
        assertThat(canary.get("share").asDouble()).isEqualTo(0.25);
        assertFails("pets/2 cannot be tried while pets/1 is in canary", "promote", "pets/2", "--rollout", "shadow");
        assertThat(key(json("promote", "pets/1", "--rollout", "shadow").get(0))).isEqualTo("pets/1");
        assertThat(states()).containsExactly("pets/1 shadow", "pets/2 registered", "flowers17/1 champion");

        assertThat(json("retire", "pets/1", "--reason", "enough")
                        .get(0)
                        .get("state")
                        .asText())
                .isEqualTo("retired");
        assertFails("flowers17/1 cannot retire: it is the champion", "retire", "flowers17/1");
        assertThat(desk.type("models", "promote", "pets/2", "--rollout", "canary")
                        .out())
                .isEqualTo("pets/2 is canary 10 %\n");
    }

    @Test
    void shouldRefuseAShareThatMakesNoSense() {
        assertThat(desk.type("models", "promote", "pets/1", "--share", "0.5"))
                .satisfies(run -> assertThat(run.err()).contains("--share is of a canary: add --rollout canary"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE));
        assertThat(desk.type("models", "promote", "pets/1", "--rollout", "canary", "--share", "1.5")
                        .err())
                .contains("--share 1.5 is not above 0 and at most 1");
    }

    @Test
    void shouldRegisterTheStarterModelAsResultsNameIt() throws Exception {
        json("import", folder.resolve("one").toString());
        json("promote", "pets/1");

        JsonNode starter = json("list").get(1);

        assertThat(starter.get("version").asText()).isEqualTo("1");
        assertThat(starter.get("digest").asText())
                .isEqualTo(StarterModel.load().manifest().digest());
    }

    @Test
    void shouldShowWhatIsKnownAndExportAWholeModel() throws Exception {
        json("import", folder.resolve("one").toString(), "--reason", "first try");

        JsonNode shown = json("show", "pets").get(0);
        CommandRun human = desk.type("models", "show", "pets/1");
        Path out = folder.resolve("exported");
        json("export", "pets/1", "--out", out.toString());

        assertThat(shown.get("training").get("examples").asInt()).isEqualTo(20);
        assertThat(shown.get("figures").get("holdout-top-1").asDouble()).isEqualTo(0.75);
        assertThat(shown.get("history").get(0).get("reason").asText()).isEqualTo("first try");
        assertThat(human.out()).contains("pets/1 is registered", "registered by cli", ": first try", "20 examples");
        assertThat(ModelFolder.read(out).manifest().digest())
                .isEqualTo(shown.get("digest").asText());
    }

    @Test
    void shouldShowTheLatestThatWasToldOfDrift() throws Exception {
        String digest = json("import", folder.resolve("one").toString())
                .get(0)
                .get("digest")
                .asText();
        String event = "{\"type\":\"drift\",\"name\":\"pets\",\"version\":\"1\",\"digest\":\"" + digest
                + "\",\"worker\":\"worker-7\",\"at\":\"2026-11-25T20:00:00Z\",\"answers\":1000,\"looks\":0,"
                + "\"window\":1000,\"scores\":{\"labels\":0.31,\"confidence\":0.02},"
                + "\"thresholds\":{\"labels\":0.25,\"confidence\":0.25,\"features\":0.5},\"exceeded\":[\"labels\"]}";
        desk.send("model-events", "pets/1/drift", event);

        JsonNode shown = json("show", "pets/1").get(0);
        CommandRun human = desk.type("models", "show", "pets/1");

        assertThat(shown.get("drift")).isEqualTo(new ObjectMapper().readTree(event));
        assertThat(human.out())
                .contains("drift     2026-11-25T20:00:00Z began, seen by worker-7 in 1000 answers: "
                        + "labels 0.310 (more than 0.250), confidence 0.020");
        assertThat(human.err()).doesNotContain("passed over");
        assertThat(states()).containsExactly("pets/1 registered");
    }

    @Test
    void shouldSayWhatIsWrong() throws Exception {
        json("import", folder.resolve("one").toString());

        assertFails("the registry has no model pets/7; versions of pets are 1", "promote", "pets/7");
        assertFails("the registry has no model named dogs", "show", "dogs");
        assertFails("is not empty", "export", "pets/1", "--out", folder.toString());
        assertFails("there is nothing to take back", "rollback");
        desk.with("alexstream.models.store", folder.resolve("elsewhere").toString());
        assertFails(
                "is no place for a model below",
                "export",
                "pets/1",
                "--out",
                folder.resolve("x").toString());
        CommandRun shown = desk.type("models", "show", "pets/1");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.err()).contains("how it was trained cannot be told");
        assertFails("no Kafka broker answers at 127.0.0.1:1", "list", "--bootstrap-servers", "127.0.0.1:1");
    }

    @Test
    void shouldKeepItsHandsOffTheVersionThatAnswersAlready() throws Exception {
        ModelFolder.write(SmallModels.version("1", 3), folder.resolve("served"));
        desk.with("alexstream.model", folder.resolve("served").toString());

        assertThat(key(json("import", folder.resolve("one").toString()).get(0))).isEqualTo("pets/2");
        json("promote", "pets/2");

        assertThat(states()).containsExactly("pets/2 champion", "pets/1 retired");
    }

    private void assertFails(String sentence, String... arguments) {
        CommandRun run = run(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains(sentence).doesNotContain("Exception");
    }

    private List<String> states(String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "list";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return json(arguments).stream()
                .map(line -> key(line) + " " + line.get("state").asText())
                .toList();
    }

    private static String key(JsonNode line) {
        return line.get("name").asText() + "/" + line.get("version").asText();
    }

    private List<JsonNode> json(String... arguments) throws IOException {
        String[] more = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, more, 0, arguments.length);
        more[arguments.length] = "--format";
        more[arguments.length + 1] = "json";
        CommandRun run = run(more);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return new ObjectMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(run.out())
                .readAll();
    }

    private CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "models";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return desk.type(all);
    }
}
