package dev.alexstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingEvents.Content;
import dev.alexstream.message.TrainingReport;
import dev.alexstream.message.TrainingReport.Result;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A trainer that learns nothing, but answers the first request with the same report until it is stopped; answers to another go before. */
final class AnsweringTrainer {

    private static final TrainingReport OTHER =
            new TrainingReport(Result.NOTHING_NEW, Optional.empty(), "This is for someone else.");

    private final Desk desk;
    private final TrainingReport report;
    private final Thread thread = new Thread(this::run, "answering-trainer");
    private volatile boolean stopped;

    AnsweringTrainer(Desk desk, TrainingReport report) {
        this.desk = desk;
        this.report = report;
        thread.start();
    }

    private void run() {
        Optional<String> asked = Optional.empty();
        while (asked.isEmpty() && !stopped) {
            asked = request();
        }
        asked.ifPresent(id -> {
            write(TrainingEvents.answer("another", OTHER));
            write(TrainingEvents.answer(id, report));
        });
    }

    private Optional<String> request() {
        return desk.committed("labels").stream()
                .filter(record -> header(record, "ce_type").equals(TrainingEvents.REQUESTED))
                .map(record -> header(record, "ce_id"))
                .findFirst();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private void write(Content answer) {
        Header[] headers = answer.headers().stream()
                .map(header -> new RecordHeader(header.name(), header.value()))
                .toArray(Header[]::new);
        desk.send("labels", null, answer.value(), headers);
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
