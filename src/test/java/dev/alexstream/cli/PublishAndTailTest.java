package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.kafka.SharedBroker;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PublishAndTailTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldPublishFilesAsBytesAndSayWhereEachOneStands() throws IOException {
        Desk desk = new Desk("publish-files");
        Path image = write("daisy/a.jpg", "jpeg");

        CommandRun run = desk.type("publish", folder.toString(), "--key", "k", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        ConsumerRecord<byte[], byte[]> record = only(desk.committed("requests"));
        assertThat(text(record.value())).isEqualTo("jpeg");
        assertThat(text(record.key())).isEqualTo("k");
        assertThat(text(record.headers().lastHeader("ce_source").value()))
                .isEqualTo(image.toUri().toString());
        assertThat(run.lines())
                .containsExactly("{\"id\":\""
                        + text(record.headers().lastHeader("ce_id").value()) + "\",\"source\":\""
                        + image.toUri() + "\",\"topic\":\"" + record.topic() + "\",\"partition\":" + record.partition()
                        + ",\"offset\":0}");
    }

    @Test
    void shouldPublishReferencesListedOnStandardInputAndSkipWhatIsMissing() throws IOException {
        Desk desk = new Desk("publish-list");
        Path image = write("a.jpg", "jpeg");
        String list = image + "\nhttps://host/b.jpg\n/no/such/file\n";

        CommandRun run = desk.typeWithInput(list, "publish", "-", "--as", "reference");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.err()).contains("skipped /no/such/file: no such file or folder");
        assertThat(run.lines()).containsExactly("2 images published to " + desk.topic("requests") + ", 1 skipped");
        assertThat(desk.committed("requests"))
                .extracting(
                        record -> MAPPER.readTree(record.value()).path("uri").asText())
                .containsExactlyInAnyOrder(image.toUri().toString(), "https://host/b.jpg");
    }

    @Test
    void shouldSkipListedReferencesWhenImagesAreToTravelAsBytes() throws IOException {
        Desk desk = new Desk("publish-list-bytes");
        Path image = write("a.jpg", "jpeg");

        CommandRun run = desk.typeWithInput("https://host/b.jpg\n" + image + "\n", "publish", "-", "--as", "bytes");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.err()).contains("skipped https://host/b.jpg: only files can be sent as bytes");
        assertThat(text(only(desk.committed("requests")).value())).isEqualTo("jpeg");
    }

    @Test
    void shouldSayWhereAnImageStandsBeforeTheNextOneIsListed() throws Exception {
        Desk desk = new Desk("publish-stream");
        var list = new PipedOutputStream();
        var said = new PipedInputStream();
        Console console = new Console(
                new PipedOutputStream(said), new ByteArrayOutputStream(), new PipedInputStream(list), false);
        var publishing = CompletableFuture.supplyAsync(() -> desk.typeAt(console, "publish", "-", "--format", "json"));
        var lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8));

        for (String image : List.of("https://host/a.jpg", "https://host/b.jpg")) {
            list.write((image + "\n").getBytes(StandardCharsets.UTF_8));
            list.flush();
            assertThat(lines.readLine()).contains("\"source\":\"" + image + "\"");
        }
        list.close();
        assertThat(publishing.get()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldPublishLabelsToTheirOwnTopic() throws IOException {
        Desk desk = new Desk("publish-labels");
        desk.topics().create();
        write("daisy/a.jpg", "jpeg");

        CommandRun run = desk.type("publish", folder.toString(), "https://host/b.jpg", "--labels-from-folders");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.err())
                .contains("skipped https://host/b.jpg: it lies in no folder whose name could be its label");
        ConsumerRecord<byte[], byte[]> record = only(desk.committed("labels"));
        assertThat(text(record.headers().lastHeader("ce_label").value())).isEqualTo("daisy");
        assertThat(desk.committed("requests")).isEmpty();
    }

    @Test
    void shouldReportAndSkipWhatDoesNotFitIntoAMessage() throws IOException {
        Desk desk = new Desk("publish-large").with("alexstream.topics.max-message-bytes", "10K");
        write("above-the-limit.jpg", "x".repeat(10_241));
        write("above-with-its-headers.jpg", "x".repeat(10_230));
        write("small.jpg", "x");

        CommandRun run = desk.type("publish", folder.toString(), "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.lines()).singleElement().asString().contains("small.jpg");
        assertThat(run.err())
                .contains("above-the-limit.jpg: 10.2 kB do not fit", "above-with-its-headers.jpg: 10.2 kB");
    }

    @Test
    void shouldSayWhichSettingTheProducerDoesNotAccept() throws IOException {
        Desk desk = new Desk("publish-impatient").with("kafka.delivery.timeout.ms", "1");
        write("a.jpg", "jpeg");

        CommandRun run = desk.type("publish", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("the Kafka settings cannot be used: delivery.timeout.ms");
    }

    @Test
    void shouldPrintResultBodiesUnchanged() {
        Desk desk = new Desk("tail-results");
        desk.type("tail", "--timeout", "1ms");
        String body = "{\"id\":\"ü\",  \"source\":\"s\",\"predictions\":[]}";
        desk.send("classifications", null, body);

        CommandRun run = desk.type("tail", "--from", "beginning", "--max", "1", "--timeout", "30s", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).isEqualTo(body + "\n");
    }

    @Test
    void shouldPrintDeadLettersWithTheCoordinatesOfTheirRequests() {
        Desk desk = new Desk("tail-dead");
        desk.type("tail", "--topic", desk.topic("dead-letters"), "--timeout", "1ms");
        desk.reject(7, "SCHEMA", "k", "{\"id\":\"mine\"}");

        CommandRun run = desk.type(
                "tail", "--topic", desk.topic("dead-letters"), "--from", "beginning", "--max", "1", "--format", "json");

        assertThat(run.out())
                .isEqualTo("{\"id\":\"mine\",\"key\":\"k\",\"topic\":\"" + desk.topic("requests")
                        + "\",\"partition\":0,\"offset\":7,\"error_code\":\"SCHEMA\",\"reason\":\"Because.\"}\n");
    }

    @Test
    void shouldFailWhenSilenceEndsItBeforeEnoughCame() {
        Desk desk = new Desk("tail-silence");

        CommandRun bounded = desk.type("tail", "--max", "1", "--timeout", "300ms");
        CommandRun unbounded = desk.type("tail", "--timeout", "300ms");

        assertThat(bounded.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bounded.err()).doesNotContain("alexstream tail:");
        assertThat(unbounded.exitCode()).as(unbounded.err()).isEqualTo(ExitCode.DONE);
        assertThat(unbounded.out()).isEmpty();
    }

    @Test
    void shouldCreateNoTopicButTheOneItReads() throws Exception {
        Desk desk = new Desk("tail-alone");

        desk.type("tail", "--timeout", "1ms");

        try (Admin admin = SharedBroker.admin()) {
            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith(desk.topic("")))
                    .containsExactly(desk.topic("classifications"));
        }
    }

    @Test
    void shouldNameATopicThatIsNotThere() {
        CommandRun run = new Desk("tail-missing").type("tail", "--topic", "no-such-topic");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("there is no topic no-such-topic").doesNotContain("\tat ");
    }

    @Test
    void shouldSayWithinABoundThatNoBrokerAnswers() {
        CommandRun run = CommandRun.of("tail", "--bootstrap-servers", "127.0.0.1:1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no Kafka broker answers at 127.0.0.1:1").doesNotContain("\tat ");
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
