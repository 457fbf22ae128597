package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingReport;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.message.TrainingReport.Version;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.SmallModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ModelsTrainTest {

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk("models-train").with("alexstream.data-dir", folder.toString());
        desk.topics().create();
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("one"));
        assertThat(desk.type("models", "import", folder.resolve("one").toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void shouldWriteARequestAndNotWait() throws Exception {
        CommandRun run = desk.type("models", "train", "--no-wait", "--format", "json");

        JsonNode line = new ObjectMapper().readTree(run.out());
        ConsumerRecord<byte[], byte[]> written = desk.committed("labels").get(0);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(AnsweringTrainer.header(written, "ce_type")).isEqualTo(TrainingEvents.REQUESTED);
        assertThat(AnsweringTrainer.header(written, "ce_id"))
                .isEqualTo(line.get("id").asText());
        assertThat(line.get("partition").asInt()).isEqualTo(written.partition());
        assertThat(line.get("offset").asLong()).isEqualTo(written.offset());
    }

    @Test
    void shouldPrintWhatTheRunMade() throws Exception {
        desk.type("models", "promote", "pets/1");

        CommandRun run = answered(Result.PROMOTED, "Promoted: it is better.");

        JsonNode line = new ObjectMapper().readTree(run.out());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(line.get("name").asText()).isEqualTo("pets");
        assertThat(line.get("state").asText()).isEqualTo("champion");
    }

    @Test
    void shouldFailWithTheReasonWhenTheVersionWasRefused() throws Exception {
        TopicSet topics = desk.topics();
        ModelRegistry registry = ModelRegistry.open(topics.configs().clients(), topics.topics());
        var note = new ChangeNote(Instant.now(), "trainer", "Not promoted: it forgets.");
        registry.apply(now -> now.refuse("pets", "1", note));

        CommandRun run = answered(Result.REFUSED, "Not promoted: it forgets.");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(new ObjectMapper().readTree(run.out()).get("state").asText()).isEqualTo("refused");
        assertThat(run.err()).contains("Not promoted: it forgets.");
    }

    @Test
    void shouldFailWithTheReasonWhenNothingCameOfIt() throws Exception {
        var nothing = new TrainingReport(Result.NOTHING_NEW, Optional.empty(), "Nothing new to learn.");

        CommandRun run = answered(nothing);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Nothing new to learn.");
    }

    @Test
    void shouldSayWhatMayBeWhenNobodyAnswers() {
        CommandRun run = desk.type("models", "train", "--timeout", "500ms");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no answer so far", "no trainer runs", "The request stands");
    }

    private CommandRun answered(Result result, String reason) throws Exception {
        return answered(new TrainingReport(result, Optional.of(new Version("pets", "1")), reason));
    }

    private CommandRun answered(TrainingReport report) throws Exception {
        AnsweringTrainer trainer = new AnsweringTrainer(desk, report);
        try {
            return desk.type("models", "train", "--timeout", "1m", "--format", "json");
        } finally {
            trainer.stop();
        }
    }
}
